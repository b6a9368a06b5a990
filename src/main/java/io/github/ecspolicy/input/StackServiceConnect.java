package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.StackTemplate.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what Service Connect of the services of a template logs, as a container of their tasks. */
final class StackServiceConnect {
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String CONFIGURATION = "ServiceConnectConfiguration";

  private final String source;
  private final TemplateNodes nodes;
  private final List<Diagnostic> beyondSecrets = new ArrayList<>();

  StackServiceConnect(String source, TemplateNodes nodes) {
    this.source = source;
    this.nodes = nodes;
  }

  /** Returns what was found that matters only where secrets are not all that a policy is for. */
  List<Diagnostic> beyondSecrets() {
    return List.copyOf(beyondSecrets);
  }

  /** Returns {@code task} with what {@code starters} add to its containers. */
  Node.Mapping withSidecars(Node.Mapping task, List<Resource> starters) {
    Optional<Node.Member> containers =
        task.member("containerDefinitions")
            .filter(member -> member.value() instanceof Node.Sequence);
    List<Node> sidecars =
        starters.stream().flatMap(this::logs).map(log -> (Node) sidecar(log)).toList();
    if (sidecars.isEmpty() || containers.isEmpty()) {
      return task;
    }
    Node.Sequence list = (Node.Sequence) containers.get().value();
    return task.with(
        containers.get().key(),
        new Node.Sequence(
            list.line(),
            list.column(),
            Stream.concat(list.items().stream(), sidecars.stream()).toList()));
  }

  /** Reports what is needed by a role that nobody here knows. */
  void reportElsewhere(Resource service) {
    logs(service).forEach(log -> reportElsewhere(service, log));
  }

  private void reportElsewhere(Resource service, Node.Mapping log) {
    if (!log.items("SecretOptions").isEmpty()) {
      nodes.report(
          log,
          DiagnosticCode.SERVICE_CONNECT_ELSEWHERE,
          ServiceConnect.secretsElsewhere(service.key()),
          ServiceConnect.ADVICE);
    }
    if (log.text("LogDriver").filter(TaskDefinitionReader.AWSLOGS::equals).isPresent()) {
      beyondSecrets.add(
          Diagnostic.at(
                  new SourceLocation(source, log.line(), log.column(), JsonPointer.ROOT),
                  DiagnosticCode.SERVICE_CONNECT_ELSEWHERE,
                  ServiceConnect.logsElsewhere(service.key()))
              .withHint(ServiceConnect.ADVICE));
    }
  }

  private Stream<Node.Mapping> logs(Resource service) {
    return service.type().equals(SERVICE) && service.property(CONFIGURATION).isPresent()
        ? nodes.readings(service).stream()
            .flatMap(reading -> reading.object(CONFIGURATION).stream())
            .filter(connect -> !isOff(connect))
            .flatMap(connect -> connect.object("LogConfiguration").stream())
            .distinct()
        : Stream.empty();
  }

  private static boolean isOff(Node.Mapping connect) {
    return connect.text("Enabled").filter("false"::equalsIgnoreCase).isPresent();
  }

  private static Node.Mapping sidecar(Node log) {
    Node name = new Node.Text(log.line(), log.column(), ServiceConnect.SIDECAR);
    return new Node.Mapping(
        log.line(),
        log.column(),
        List.of(
            new Node.Member("Name", name),
            // without an image it would be no container
            new Node.Member("Image", name),
            new Node.Member("LogConfiguration", log)));
  }
}
