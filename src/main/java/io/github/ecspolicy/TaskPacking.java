package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.FieldValue;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Field;
import io.github.ecspolicy.requirements.TaskOutline;
import io.github.ecspolicy.task.TaskDefinition;
import io.github.ecspolicy.task.TaskDefinition.Form;
import io.github.ecspolicy.task.TaskDefinition.LogConfiguration;
import io.github.ecspolicy.template.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A task definition as bytes: numbers for what others have too, and only what is its own written
 * out. It stands in nothing but its own document.
 */
final class TaskPacking {
  private static final Form[] FORMS = Form.values();
  private static final Field[] FIELDS = Field.values();

  /** Instead of a number: the part is written out, or the same as another that is at hand. */
  private static final int OWN = 0;

  private static final int SAME = 1;
  private static final int FIRST_NUMBER = 2;

  private final SharedParts<String> texts = new SharedParts<>();
  private final SharedParts<JsonPointer> pointers = new SharedParts<>();
  private final SharedParts<TaskPlacement> placements = new SharedParts<>();
  private final SharedParts<List<String>> launchTypes = new SharedParts<>();
  private final PackedBytes written = PackedBytes.empty();

  /** Returns what of {@code placed} bears on a policy. */
  byte[] packed(PlacedTask placed) {
    return new Writing(placed).all();
  }

  /**
   * Returns what {@code bytes} are of.
   *
   * @param diagnostics on it, which are not among them
   */
  PlacedTask unpacked(byte[] bytes, List<Diagnostic> diagnostics) {
    return new Reading(PackedBytes.of(bytes)).all(diagnostics);
  }

  /** One way. */
  private final class Writing {
    private final PackedBytes out = written;
    private final PlacedTask placed;
    private final TaskOutline outline;

    Writing(PlacedTask placed) {
      this.placed = placed;
      outline = TaskOutline.of(placed.task(), placed.role(), placed.target());
    }

    byte[] all() {
      place(outline.location(), SourceLocation.NOWHERE);
      out.number(placements.numberOfFew(placed.placement()));
      out.number(outline.form().ordinal());
      text(outline.name(), "");
      optional(placed.task().executionRoleArn());
      out.number(launchTypes.numberOfFew(outline.launchTypes()));
      out.flag(outline.logsToCloudWatch());
      out.number(placed.definitions());
      out.number(placed.references().size());
      placed.references().forEach(this::reference);
      return out.taken();
    }

    private void reference(Reference reference) {
      out.number(reference.field().ordinal());
      value(reference.value());
      text(reference.task(), outline.name());
      optionalText(reference.container());
      optionalText(reference.name());
      out.flag(reference.log().isPresent());
      reference.log().ifPresent(this::log);
      out.flag(reference.windows());
    }

    /** Its group is the reference, and its secrets are references of their own. */
    private void log(LogConfiguration log) {
      optional(log.logDriver());
      out.flag(log.group().isPresent());
      optional(log.region());
      optional(log.streamPrefix());
      optional(log.createGroup());
      out.flag(log.regionFilledIn());
      place(log.location(), outline.location());
    }

    private void optionalText(Optional<String> text) {
      out.flag(text.isPresent());
      text.ifPresent(each -> text(each, outline.name()));
    }

    private void optional(Optional<FieldValue> value) {
      out.flag(value.isPresent());
      value.ifPresent(this::value);
    }

    private void value(FieldValue value) {
      text(value.text(), outline.name());
      place(value.location(), outline.location());
    }

    private void place(SourceLocation place, SourceLocation near) {
      text(place.source(), near.source());
      out.difference(place.line() - near.line());
      out.number(place.column());
      OptionalInt number = pointers.numberAtOnce(place.pointer());
      out.number(number.isPresent() ? FIRST_NUMBER + number.getAsInt() : OWN);
      if (number.isEmpty()) {
        out.text(place.pointer().toString());
      }
    }

    private void text(String text, String other) {
      if (text.equals(other)) {
        out.number(SAME);
        return;
      }
      OptionalInt number = texts.number(text);
      out.number(number.isPresent() ? FIRST_NUMBER + number.getAsInt() : OWN);
      if (number.isEmpty()) {
        out.text(text);
      }
    }
  }

  /** And the other. */
  private final class Reading {
    private final PackedBytes in;
    private SourceLocation location = SourceLocation.NOWHERE;
    private String name = "";

    Reading(PackedBytes in) {
      this.in = in;
    }

    PlacedTask all(List<Diagnostic> diagnostics) {
      location = place();
      TaskPlacement placement = placements.part(in.number());
      Form form = FORMS[in.number()];
      name = text("");
      Optional<FieldValue> role = optional();
      List<String> types = launchTypes.part(in.number());
      TaskOutline outline =
          new TaskOutline(
              name,
              form,
              role.map(FieldValue::text),
              placement.role(),
              placement.target(),
              types,
              in.flag(),
              Origin.ALONE,
              location);
      int definitions = in.number();
      int count = in.number();
      List<Reference> references = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        references.add(reference());
      }
      return new PlacedTask(
          whole(outline.toTask(), role), placement, references, diagnostics, definitions);
    }

    /** Where its role stands is told if it cannot be written. */
    private static TaskDefinition whole(TaskDefinition outline, Optional<FieldValue> role) {
      return new TaskDefinition(
          outline.form(),
          outline.family(),
          Optional.empty(),
          role,
          outline.containerDefinitions(),
          List.of(),
          outline.requiresCompatibilities(),
          Optional.empty(),
          List.of(),
          outline.location(),
          outline.origin());
    }

    private Reference reference() {
      Field field = FIELDS[in.number()];
      FieldValue value = value();
      return new Reference(
          field,
          value,
          text(name),
          optionalText(),
          optionalText(),
          in.flag() ? Optional.of(log(value)) : Optional.empty(),
          in.flag());
    }

    private LogConfiguration log(FieldValue group) {
      return new LogConfiguration(
          optional(),
          in.flag() ? Optional.of(group) : Optional.empty(),
          optional(),
          optional(),
          optional(),
          List.of(),
          in.flag(),
          place());
    }

    private Optional<String> optionalText() {
      return in.flag() ? Optional.of(text(name)) : Optional.empty();
    }

    private Optional<FieldValue> optional() {
      return in.flag() ? Optional.of(value()) : Optional.empty();
    }

    private FieldValue value() {
      String text = text(name);
      return new FieldValue(text, place());
    }

    private SourceLocation place() {
      String source = text(location.source());
      int line = location.line() + in.difference();
      int column = in.number();
      int number = in.number();
      JsonPointer pointer =
          number == OWN
              ? JsonPointer.parse(in.text()).orElseThrow()
              : pointers.part(number - FIRST_NUMBER);
      return new SourceLocation(source, line, column, pointer);
    }

    private String text(String other) {
      int number = in.number();
      return switch (number) {
        case OWN -> in.text();
        case SAME -> other;
        default -> texts.part(number - FIRST_NUMBER);
      };
    }
  }
}
