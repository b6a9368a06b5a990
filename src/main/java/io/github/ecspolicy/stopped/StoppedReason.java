package io.github.ecspolicy.stopped;

import java.util.Optional;

/**
 * One text that says why a task stopped, or why one does not start.
 *
 * @param origin which task and container it is of, where the document that holds it tells
 * @param text what it says
 * @param service which service called in the name of the role, where the document tells
 * @param isWhole whether it stands for itself; otherwise it is a part of what somebody pasted, in
 *     which not everything need be a message
 */
record StoppedReason(
    Optional<String> origin, ReasonText text, Optional<String> service, boolean isWhole) {}
