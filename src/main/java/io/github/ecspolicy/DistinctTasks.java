package io.github.ecspolicy;

import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.aws.ImageReference;
import io.github.ecspolicy.aws.Partition;
import io.github.ecspolicy.aws.TargetAccount;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DistinctDiagnostics;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.template.Origin;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What many task definitions refer to: each reference once, where it first stands. */
final class DistinctTasks {
  private static final Pattern REVISION = Pattern.compile(":[0-9]+$");

  /** Without anything that is to be filled in. */
  private static final Pattern PLAIN_IMAGE = Pattern.compile("[A-Za-z0-9._/:@-]+");

  private static final Pattern TAG = Pattern.compile("(/[^@:]*)[@:].*$");

  /** No image is called that. */
  private static final String ELSEWHERE = "<elsewhere>";

  /** Several may stand in one place, where a field is read once for each of several ways. */
  private static final Comparator<Reference> BY_PLACE_AND_NAME =
      Comparator.comparing((Reference each) -> each.value().location(), SourceLocation.ORDER)
          .thenComparing(each -> each.container().orElse(""))
          .thenComparing(each -> each.name().orElse(""));

  private final Map<Family, Members> families = new HashMap<>();

  /** What the members of a family share, beside references. */
  private record Family(
      String name,
      TaskDefinition.Form form,
      Optional<String> executionRole,
      Optional<ExecutionRole> role,
      TargetAccount target,
      List<String> compatibilities,
      Origin origin) {
    static final Comparator<Family> ORDER =
        Comparator.comparing(Family::name)
            .thenComparing(family -> family.executionRole().orElse(""))
            .thenComparing(family -> family.target().account().orElse(""))
            .thenComparing(family -> family.target().region().orElse(""))
            .thenComparing(family -> family.compatibilities().toString())
            .thenComparing(Family::form)
            .thenComparing(family -> family.origin().toString());

    static Family of(PlacedTask placed) {
      TaskDefinition task = placed.task();
      return new Family(
          familyName(task),
          task.form(),
          task.executionRoleArn().map(FieldValue::text),
          placed.role(),
          placed.target(),
          task.requiresCompatibilities().stream().sorted().toList(),
          task.origin());
    }
  }

  /** What makes two references lead to the same call. */
  private record Key(Field field, String text, String container, String log, boolean windows) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::field)
            .thenComparing(Key::text)
            .thenComparing(Key::container)
            .thenComparing(Key::log)
            .thenComparing(Key::windows);

    static Key of(Reference reference) {
      // The container is part of the name of a log stream, and of nothing else.
      return new Key(
          reference.field(),
          reference.field() == Field.IMAGE
              ? image(reference.value().text())
              : reference.value().text(),
          reference.log().flatMap(log -> reference.container()).orElse(""),
          reference.log().map(Key::text).orElse(""),
          reference.windows());
    }

    /**
     * Every revision has a tag or a digest of its own, and the permission is for the repository;
     * what is in no registry of ECR needs none. What is not plainly either stays as it is written,
     * but for a tag or a digest, which are never what is wrong with it.
     */
    private static String image(String text) {
      if (!PLAIN_IMAGE.matcher(text).matches()) {
        return text;
      }
      Optional<ImageReference> image = ImageReference.parse(text);
      boolean isKnown =
          image
              .filter(each -> TargetAccount.isAccount(each.account()))
              .filter(each -> Partition.ofRegion(each.region()).isPresent())
              .filter(each -> ImageReference.isRepository(each.repository()))
              .isPresent();
      if (isKnown) {
        return TAG.matcher(text).replaceFirst("$1");
      }
      boolean isElsewhere =
          image.isEmpty() && ImageReference.parse(ImageReference.plain(text)).isEmpty();
      return isElsewhere ? ELSEWHERE : text.substring(0, ImageReference.endOfName(text));
    }

    private static String text(LogConfiguration log) {
      return List.of(
                  log.logDriver(), log.group(), log.region(), log.streamPrefix(), log.createGroup())
              .stream()
              .map(option -> option.map(FieldValue::text))
              .toList()
              .toString()
          + log.regionFilledIn();
    }
  }

  /** All members of a family. */
  private static final class Members {
    private final Map<Key, Reference> references = new TreeMap<>(Key.ORDER);
    private final Collection<Diagnostic> ofPlacement = DistinctDiagnostics.once();
    private TaskDefinition first;
    private int count;
    private final Runnable another = () -> count++;

    Members(TaskDefinition first) {
      this.first = first;
    }

    void add(PlacedTask placed, String family) {
      count++;
      if (SourceLocation.ORDER.compare(placed.task().location(), first.location()) < 0) {
        first = header(placed.task(), family);
      }
      ofPlacement.addAll(placed.placement().diagnostics());
      for (Reference reference : placed.references()) {
        references.merge(
            Key.of(reference),
            of(reference, family),
            (one, other) -> BY_PLACE_AND_NAME.compare(one, other) <= 0 ? one : other);
      }
    }

    PlacedTask placed(Family family) {
      return new PlacedTask(
          first,
          new TaskPlacement(
              family.target(),
              family.role(),
              ofPlacement.stream().sorted(Diagnostic.ORDER).toList()),
          List.copyOf(references.values()),
          List.of(),
          count);
    }
  }

  /** Adds {@code placed}, and returns what counts one more that is alike and stands further on. */
  Runnable add(PlacedTask placed) {
    Family family = Family.of(placed);
    Members members =
        families.computeIfAbsent(family, key -> new Members(header(placed.task(), key.name())));
    members.add(placed, family.name());
    return members.another;
  }

  /** Returns one for each family, place and role. */
  List<PlacedTask> sorted() {
    return families.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Family.ORDER))
        .map(each -> each.getValue().placed(each.getKey()))
        .toList();
  }

  private static String familyName(TaskDefinition task) {
    String name = task.nameOrSource();
    return task.family().isPresent() ? name : REVISION.matcher(name).replaceFirst("");
  }

  private static Reference of(Reference reference, String family) {
    return new Reference(
        reference.field(),
        reference.value(),
        family,
        reference.container(),
        reference.name(),
        reference.log(),
        reference.windows());
  }

  /** What of a task definition is more than its references. */
  private static TaskDefinition header(TaskDefinition task, String family) {
    return new TaskDefinition(
        task.form(),
        Optional.of(new FieldValue(family, task.location())),
        Optional.empty(),
        task.executionRoleArn(),
        List.of(),
        List.of(),
        task.requiresCompatibilities(),
        Optional.empty(),
        List.of(),
        task.location(),
        task.origin());
  }
}
