package io.github.ecspolicy.requirements;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.ecspolicy.aws.Arn;
import io.github.ecspolicy.aws.ExecutionRole;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Hint;
import io.github.ecspolicy.diagnostic.Setting;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.reference.KeyStatus;
import io.github.ecspolicy.reference.Reference;
import io.github.ecspolicy.reference.Reference.Scope;
import io.github.ecspolicy.reference.ResolvedReference;
import io.github.ecspolicy.requirements.Requirements.OfFirst;
import io.github.ecspolicy.requirements.Requirements.Source;
import io.github.ecspolicy.requirements.Requirements.TaskNeeds;
import io.github.ecspolicy.template.Origin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Writes requirements as lines of JSON, each of which can be understood without the others. */
public final class RequirementsWriter {
  /** In printable ASCII, so that what cuts texts into lines finds no others. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Scope extent;
  private final Appendable out;
  private final StringWriter text = new StringWriter();

  private RequirementsWriter(Scope extent, Appendable out) {
    this.extent = extent;
    this.out = out;
  }

  /** Returns {@code requirements}, one a line; as many lines as there are things to tell. */
  public static String write(Requirements requirements) {
    StringBuilder text = new StringBuilder();
    try {
      write(requirements, text);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.toString();
  }

  /** Writes the same, line by line: all of them are much longer than what they are made of. */
  public static void write(Requirements requirements, Appendable out) throws IOException {
    RequirementsWriter writer = new RequirementsWriter(requirements.extent(), out);
    for (Source source : requirements.sources()) {
      writer.line(json -> source(json, source));
    }
    for (Diagnostic diagnostic : requirements.diagnostics()) {
      writer.line(json -> diagnostic(json, Names.DIAGNOSTIC, diagnostic));
    }
    for (OfFirst each : requirements.ofFirsts()) {
      writer.line(json -> ofFirst(json, each));
    }
    for (Diagnostic diagnostic : requirements.settled()) {
      writer.line(json -> diagnostic(json, Names.SETTLED, diagnostic));
    }
    for (TaskNeeds each : requirements.tasks()) {
      writer.line(json -> task(json, each.task()));
      for (ResolvedReference need : each.references()) {
        writer.line(
            json -> {
              task(json, each.task());
              need(json, need);
            });
      }
    }
  }

  /** What stands in a line. */
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private void line(Content content) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField(Names.VERSION, Names.CURRENT_VERSION);
      json.writeStringField(Names.SCOPE, Names.of(extent));
      content.write(json);
      json.writeEndObject();
    }
    text.append('\n');
    out.append(text.getBuffer());
    text.getBuffer().setLength(0);
  }

  private static void source(JsonGenerator json, Source source) throws IOException {
    json.writeObjectFieldStart(Names.SOURCE);
    json.writeStringField("use", Names.of(source.use()));
    json.writeStringField("name", source.name());
    json.writeStringField("sha256", source.sha256());
    json.writeEndObject();
  }

  private static void diagnostic(JsonGenerator json, String member, Diagnostic diagnostic)
      throws IOException {
    json.writeObjectFieldStart(member);
    json.writeStringField("code", diagnostic.code().toString());
    json.writeStringField("severity", diagnostic.severity().word());
    json.writeStringField("message", diagnostic.message());
    if (diagnostic.hint().isPresent()) {
      json.writeArrayFieldStart("hint");
      for (Hint.Part part : diagnostic.hint().get().parts()) {
        hintPart(json, part);
      }
      json.writeEndArray();
    }
    if (diagnostic.location().isPresent()) {
      place(json, diagnostic.location().get());
    }
    json.writeEndObject();
  }

  private static void ofFirst(JsonGenerator json, OfFirst said) throws IOException {
    diagnostic(json, Names.DIAGNOSTIC, said.diagnostic());
    json.writeObjectFieldStart(Names.OF_FIRST);
    json.writeStringField("likeness", said.likeness());
    place(json, said.task());
    json.writeEndObject();
  }

  private static void hintPart(JsonGenerator json, Hint.Part part) throws IOException {
    if (part instanceof Hint.Text words) {
      json.writeString(words.words());
      return;
    }
    json.writeStartObject();
    if (part instanceof Setting setting) {
      json.writeStringField("setting", Names.of(setting));
    } else if (part instanceof Setting.Given given) {
      json.writeStringField("setting", Names.of(given.setting()));
      json.writeStringField("value", given.value());
    }
    json.writeEndObject();
  }

  private static void task(JsonGenerator json, TaskOutline task) throws IOException {
    json.writeObjectFieldStart(Names.TASK);
    json.writeStringField("name", task.name());
    json.writeStringField("form", Names.of(task.form()));
    optional(json, "executionRoleArn", task.executionRoleArn());
    optional(json, "role", task.role().map(ExecutionRole::toString));
    optional(json, "region", task.target().region());
    optional(json, "account", task.target().account());
    texts(json, "launchTypes", task.launchTypes());
    json.writeBooleanField("logsToCloudWatch", task.logsToCloudWatch());
    if (task.origin() instanceof Origin.Configuration terraform) {
      json.writeObjectFieldStart("terraform");
      json.writeStringField("address", terraform.address());
      optional(json, "role", terraform.role());
      json.writeBooleanField("roleRepeated", terraform.isRoleRepeated());
      texts(json, "services", terraform.services());
      optional(json, "region", terraform.region());
      optional(json, "account", terraform.account());
      json.writeEndObject();
    }
    place(json, task.location());
    json.writeEndObject();
  }

  private static void need(JsonGenerator json, ResolvedReference need) throws IOException {
    json.writeStringField(Names.NEEDS, Names.of(need.kind()));
    optional(json, Names.RESOURCE, need.resource().map(Arn::toString));
    json.writeObjectFieldStart(Names.KEY);
    json.writeStringField("status", need.key().words());
    if (need.key() instanceof KeyStatus.CustomerKey customer) {
      json.writeStringField("arn", customer.key().toString());
    }
    json.writeEndObject();
    Reference reference = need.reference();
    json.writeObjectFieldStart(Names.REFERENCE);
    json.writeStringField("field", reference.field().path());
    json.writeStringField("valueFrom", reference.value().text());
    optional(json, "container", reference.container());
    optional(json, "name", reference.name());
    json.writeBooleanField("windows", reference.windows());
    if (reference.log().isPresent()) {
      json.writeBooleanField("streamNamedByEcs", reference.isStreamNamedByEcs());
    }
    place(json, reference.value().location());
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, SourceLocation place) throws IOException {
    json.writeObjectFieldStart("at");
    json.writeStringField("file", place.source());
    json.writeNumberField("line", place.line());
    json.writeNumberField("column", place.column());
    json.writeStringField("pointer", place.pointer().toString());
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String member, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(member, value.get());
    }
  }

  private static void texts(JsonGenerator json, String member, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (String each : texts) {
      json.writeString(each);
    }
    json.writeEndArray();
  }
}
