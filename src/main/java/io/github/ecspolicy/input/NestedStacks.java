package io.github.ecspolicy.input;

import io.github.ecspolicy.input.InputFiles.InputFile;
import io.github.ecspolicy.input.NestedTemplate.Nested;
import io.github.ecspolicy.input.Piece.Shape;
import io.github.ecspolicy.template.TemplateValues;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the stacks of a cloud assembly tell each other: a stack gives values to the parameters of
 * those nested in it, and gets their outputs; and any may import what another exports.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html">
 *     nested stacks</a>
 */
final class NestedStacks {
  /** By the names of their files. */
  private final Map<String, NestedTemplate> templates = new HashMap<>();

  private final List<Link> links = new ArrayList<>();
  private final Function<String, TemplateValues> values;
  private final Map<String, Intrinsics> intrinsics = new HashMap<>();
  private final Map<String, Map<String, Told>> parameters = new HashMap<>();

  /** The files of what is exported, by its name; empty until it is asked for. */
  private Optional<Map<String, Export>> exports = Optional.empty();

  /** Those exports that are being worked out, which must not be needed for that. */
  private final Set<String> importing = new HashSet<>();

  /** Those whose parameters are being worked out, which must not be needed for that. */
  private final Set<String> pending = new HashSet<>();

  /**
   * Reads the templates of an assembly.
   *
   * @param files by where they are
   * @param values what the user knows of the template in a file of that name
   */
  NestedStacks(Map<Path, InputFile> files, Function<String, TemplateValues> values) {
    this.values = values;
    files.forEach(
        (path, file) ->
            NestedTemplate.read(path).ifPresent(template -> templates.put(file.name(), template)));
    files.forEach((path, file) -> link(path, file.name(), files));
  }

  private void link(Path path, String parent, Map<Path, InputFile> files) {
    Optional.ofNullable(templates.get(parent)).stream()
        .flatMap(template -> template.nested().stream())
        .forEach(
            nested ->
                beside(path, nested.file())
                    .map(files::get)
                    .filter(child -> templates.containsKey(child.name()))
                    .ifPresent(child -> links.add(new Link(parent, nested, child.name()))));
  }

  private static Optional<Path> beside(Path path, String file) {
    try {
      return Optional.of(path.resolveSibling(file).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** What a template exports. */
  private record Export(String template, Node value) {}

  /** A stack in a template that is made of another one. */
  private record Link(String parent, Nested nested, String child) {}

  /**
   * What another template tells of a value.
   *
   * @param text the value, if it is known
   * @param shape what it is, if it is not
   */
  record Told(Optional<String> text, Shape shape) {
    private static final Told NOTHING = new Told(Optional.empty(), Shape.ANYTHING);

    private static Told of(Intrinsics intrinsics, Node value) {
      return intrinsics.decidedText(value).map(Told::of).orElse(NOTHING);
    }

    private static Told of(List<Piece> pieces) {
      Optional<String> known = Piece.known(pieces);
      if (known.isPresent()) {
        return new Told(known, Shape.ANYTHING);
      }
      return pieces.size() == 1 && pieces.get(0) instanceof Piece.Unknown unknown
          ? new Told(Optional.empty(), unknown.shape())
          : NOTHING;
    }
  }

  /**
   * What the other templates tell of one.
   *
   * @param stacks all of them
   * @param name of the one
   * @param isRead whether the template in a file beside that one is read
   */
  record Neighbours(Optional<NestedStacks> stacks, String name, Predicate<String> isRead) {

    /** Returns what the stack around it gives to a parameter, if it gives it anything. */
    Optional<Told> parameter(String parameter) {
      return stacks.map(all -> all.parametersOf(name).get(parameter));
    }

    /** Returns what another stack exports under {@code name}, if one of them does. */
    Optional<Told> export(String name) {
      return stacks.flatMap(all -> all.exportOf(name));
    }

    /** Returns what a stack nested in it has as an output, if it is known. */
    Optional<Told> output(String logicalId, String output) {
      return stacks.flatMap(all -> all.outputOf(name, logicalId, output));
    }
  }

  /**
   * What a stack of the assembly exports under {@code name}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html">
   *     exported outputs</a>
   */
  private Optional<Told> exportOf(String name) {
    if (!importing.add(name)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(exports().get(name))
          .map(export -> Told.of(intrinsics(export.template()), export.value()));
    } finally {
      importing.remove(name);
    }
  }

  private Map<String, Export> exports() {
    if (exports.isEmpty()) {
      Map<String, Export> found = new HashMap<>();
      // a name that is made of an import is none yet
      exports = Optional.of(found);
      templates.forEach(
          (file, template) ->
              template
                  .exports()
                  .forEach(
                      each ->
                          intrinsics(file)
                              .decidedText(each.name())
                              .flatMap(Piece::known)
                              .ifPresent(
                                  name ->
                                      found.putIfAbsent(name, new Export(file, each.value())))));
    }
    return exports.orElseThrow();
  }

  /** Returns the stack that the template in a file of that name is nested in, if it is one. */
  Optional<String> parentOf(String name) {
    Set<String> all =
        links.stream()
            .filter(link -> link.child().equals(name))
            .map(Link::parent)
            .collect(Collectors.toSet());
    return all.size() == 1 ? all.stream().findFirst() : Optional.empty();
  }

  private Map<String, Told> parametersOf(String name) {
    Map<String, Told> known = parameters.get(name);
    if (known != null) {
      return known;
    }
    if (!pending.add(name)) {
      return Map.of();
    }
    Map<String, Told> told = new HashMap<>();
    for (Link link : links) {
      if (link.child().equals(name)) {
        Intrinsics outside = intrinsics(link.parent());
        link.nested()
            .parameters()
            .forEach(
                each ->
                    told.merge(
                        each.key(),
                        Told.of(outside, each.value()),
                        // one template for several stacks may be given several values
                        (one, other) -> one.equals(other) ? one : Told.NOTHING));
      }
    }
    pending.remove(name);
    parameters.put(name, told);
    return told;
  }

  private Optional<Told> outputOf(String parent, String logicalId, String output) {
    return links.stream()
        .filter(link -> link.parent().equals(parent))
        .filter(link -> link.nested().logicalId().equals(logicalId))
        .findFirst()
        .flatMap(
            link ->
                templates
                    .get(link.child())
                    .output(output)
                    .map(value -> Told.of(intrinsics(link.child()), value)));
  }

  private Intrinsics intrinsics(String name) {
    Intrinsics known = intrinsics.get(name);
    if (known != null) {
      return known;
    }
    Node.Mapping document = templates.get(name).document();
    TemplateValues own = values.apply(name);
    Intrinsics made =
        new Intrinsics(
            StackTemplate.of(document),
            new StandIns(document, own),
            own,
            new Neighbours(Optional.of(this), name, file -> true));
    intrinsics.put(name, made);
    return made;
  }
}
