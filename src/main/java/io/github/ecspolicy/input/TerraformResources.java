package io.github.ecspolicy.input;

import static io.github.ecspolicy.diagnostic.Quotation.quote;

import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.JsonPointer;
import io.github.ecspolicy.input.FieldReader.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the resources and data sources of a plan or state, with their addresses.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">what {@code
 *     terraform show -json} prints</a>
 */
final class TerraformResources {
  private static final String PLANNED = "planned_values";
  private static final String DATA = "data";

  private final FieldReader fields;
  private final Map<String, Node.Mapping> unknown = new HashMap<>();
  private final List<TerraformResource> resources = new ArrayList<>();

  private TerraformResources(FieldReader fields) {
    this.fields = fields;
  }

  /** Returns the resources of {@code document}, in its order. */
  static List<TerraformResource> of(Node.Mapping document, FieldReader fields) {
    TerraformResources collector = new TerraformResources(fields);
    collector.collect(new Place<>(document, JsonPointer.ROOT));
    return List.copyOf(collector.resources);
  }

  private void collect(Place<Node.Mapping> document) {
    document.node().objects("resource_changes").stream()
        // What is left over of a former instance has the address of the present one.
        .filter(change -> !change.has("deposed"))
        .forEach(this::addUnknown);
    if (document.node().has(PLANNED)) {
      fields.object(document, PLANNED).ifPresent(values -> values(values, false));
      // Data sources that could be read for the plan; managed resources are there as they were.
      fields
          .object(document, "prior_state")
          .flatMap(state -> fields.object(state, "values"))
          .ifPresent(values -> values(values, true));
    } else if (document.node().has("values")) {
      fields.object(document, "values").ifPresent(values -> values(values, false));
    } else {
      fields.objects(document, "resources", this::block);
    }
  }

  private void addUnknown(Node.Mapping change) {
    Optional<Node.Mapping> after =
        change.object("change").flatMap(each -> each.object("after_unknown"));
    change.text("address").ifPresent(address -> after.ifPresent(a -> unknown.put(address, a)));
  }

  private void values(Place<Node.Mapping> values, boolean onlyData) {
    fields.object(values, "root_module").ifPresent(root -> module(root, onlyData));
  }

  private void module(Place<Node.Mapping> module, boolean onlyData) {
    Optional<String> address = module.node().text("address");
    fields.objects(module, "resources", resource -> resource(resource, address, onlyData));
    fields.objects(
        module,
        "child_modules",
        child -> {
          module(child, onlyData);
          return child;
        });
  }

  private boolean resource(
      Place<Node.Mapping> resource, Optional<String> module, boolean onlyData) {
    boolean isData = resource.node().text("mode").filter(DATA::equals).isPresent();
    Optional<Place<Node.Mapping>> values = fields.object(resource, "values");
    Optional<String> address = resource.node().text("address");
    Optional<String> type = resource.node().text("type");
    if (!isData && !onlyData && fields.lacks(resource, "values")) {
      reportLack(resource, type, address.orElse("a resource"));
    }
    if (values.isEmpty()
        || address.isEmpty()
        || type.isEmpty()
        || (onlyData && !isData)
        || resource.node().has("deposed_key")) {
      return false;
    }
    // Terraform 0.12 leaves the module out.
    String full =
        module
            .filter(path -> !address.get().startsWith(path + "."))
            .map(path -> path + "." + address.get())
            .orElse(address.get());
    return resources.add(
        new TerraformResource(
            TerraformAddress.of(full),
            type.get(),
            isData,
            Optional.empty(),
            values.get(),
            Optional.ofNullable(unknown.get(full))));
  }

  /** What is not there for other resources is not needed of them. */
  private void reportLack(Place<Node.Mapping> at, Optional<String> type, String address) {
    if (type.filter(TerraformTasks::isRead).isPresent()
        && !at.node().has("deposed_key")
        && !at.node().has("deposed")) {
      fields.report(
          at,
          DiagnosticCode.NOT_A_TASK_DEFINITION,
          quote(address) + " has no values",
          "read what Terraform has written as it is");
    }
  }

  /** All instances of a block, as the file {@code terraform.tfstate} has them. */
  private boolean block(Place<Node.Mapping> block) {
    Optional<String> type = block.node().text("type");
    Optional<String> name = block.node().text("name");
    if (type.isEmpty() || name.isEmpty()) {
      return false;
    }
    boolean isData = block.node().text("mode").filter(DATA::equals).isPresent();
    String address =
        block.node().text("module").map(module -> module + ".").orElse("")
            + (isData ? DATA + "." : "")
            + type.get()
            + "."
            + name.get();
    fields.objects(
        block,
        "instances",
        instance -> {
          if (!isData
              && fields.lacks(instance, "attributes")
              && fields.lacks(instance, "attributes_flat")) {
            reportLack(instance, type, address + index(instance.node()));
          }
          return !instance.node().has("deposed")
              && attributes(instance)
                  .map(
                      values ->
                          new TerraformResource(
                              TerraformAddress.of(address + index(instance.node())),
                              type.get(),
                              isData,
                              block.node().text("provider"),
                              values,
                              Optional.empty()))
                  .map(resources::add)
                  .isPresent();
        });
    return true;
  }

  /** What an old version wrote and no newer one refreshed has its attributes in one level. */
  private Optional<Place<Node.Mapping>> attributes(Place<Node.Mapping> instance) {
    return fields
        .object(instance, "attributes")
        .or(() -> fields.object(instance, "attributes_flat"));
  }

  private static String index(Node.Mapping instance) {
    Optional<Node> key = instance.member("index_key").map(Node.Member::value);
    if (key.isPresent() && key.get() instanceof Node.Number number) {
      return "[" + number.text() + "]";
    }
    return instance.text("index_key").map(TerraformAddress::index).orElse("");
  }
}
