/**
 * Least-privilege policies for the Amazon ECS task execution role.
 *
 * <p>Data passes through the packages in one direction, each arrow one public method on immutable
 * values:
 *
 * <pre>
 * files ── input ──► TaskDefinition ── reference ──► ResolvedReference ── synthesis ──► PolicyReport ── render ──► text
 * </pre>
 *
 * <ol>
 *   <li>{@code diagnostic}: what the tool says, and where; uses nothing.
 *   <li>{@code aws}: ARNs, partitions, roles; uses nothing.
 *   <li>{@code template}: what templates say of themselves, and what only AWS will know; uses
 *       {@code diagnostic}.
 *   <li>{@code task}: the normalised task definition; uses {@code template}, {@code diagnostic}.
 *   <li>{@code inventory}: what the accounts hold, as the user listed it; uses {@code diagnostic}.
 *   <li>{@code authorization}: what the accounts allow, as it was written; uses {@code aws}, {@code
 *       diagnostic}.
 *   <li>{@code input}: formats; uses {@code task}, {@code inventory}, {@code authorization}, {@code
 *       template}, {@code aws}, {@code diagnostic}.
 *   <li>{@code reference}: which field means what; uses {@code task}, {@code inventory}, {@code
 *       aws}, {@code template}, {@code diagnostic}.
 *   <li>{@code requirements}: what parts of a fleet need, as lines that fold into the same whole in
 *       any order; uses {@code reference}, {@code task}, {@code aws}, {@code template}, {@code
 *       diagnostic}.
 *   <li>{@code iam}: policies, knowing nothing of ECS; uses nothing of the above.
 *   <li>{@code synthesis}: templates and the policy; uses {@code requirements}, {@code reference},
 *       {@code iam}, {@code aws}, {@code template}, {@code diagnostic}.
 *   <li>{@code check}: what is allowed against what is needed; uses {@code synthesis}, {@code
 *       authorization}, {@code reference}, {@code iam}, {@code template}, {@code aws}, {@code
 *       diagnostic}.
 *   <li>{@code stopped}: what the reason of a stopped task says; uses {@code synthesis}, {@code
 *       reference}, {@code iam}, {@code task}, {@code aws}, {@code diagnostic}.
 *   <li>{@code render}: output formats; uses {@code check}, {@code stopped}, {@code synthesis},
 *       {@code requirements}, {@code authorization}, {@code reference}, {@code iam}, {@code aws},
 *       {@code template}, {@code diagnostic}.
 *   <li>this package: {@link io.github.ecspolicy.PolicyGenerator}, which knows all stages, and
 *       {@link io.github.ecspolicy.PolicyMerger}, which starts from requirements.
 *   <li>{@code cli}, {@code maven}: turn flags or configuration into one call, and a report into
 *       text and an exit status.
 * </ol>
 *
 * <p>A test compares this with what {@code jdeps} finds.
 *
 * <p>A new field that refers to something starts as a constant of {@code Reference.Field}: the
 * compiler then names the switches that have to know it, and {@code ReferenceCollector} finds it. A
 * new thing to ask for starts as a constant of {@code ResolvedReference.Kind} and a template;
 * {@code Requirement} tells which call it leads to. Each comes with a case in {@code
 * src/test/resources/cases}.
 */
package io.github.ecspolicy;
