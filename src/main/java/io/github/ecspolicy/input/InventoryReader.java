package io.github.ecspolicy.input;

import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.DiagnosticCode;
import io.github.ecspolicy.diagnostic.SourceLocation;
import io.github.ecspolicy.input.DocumentCollector.Collected;
import io.github.ecspolicy.input.DocumentCollector.Skips;
import io.github.ecspolicy.inventory.Inventory;
import io.github.ecspolicy.inventory.Listing;
import io.github.ecspolicy.template.Origin.Syntax;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads every inventory out of files, folders, globs and standard input. */
public final class InventoryReader {
  /** What the AWS CLI prints as text or as a table is one string, to YAML. */
  private static final String A_TEXT = "a string";

  private static final String EXPECTED =
      "expected the output of `aws ssm describe-parameters`, `aws secretsmanager list-secrets"
          + " --include-planned-deletion`, `aws kms list-aliases` or `aws logs"
          + " describe-log-groups`, or a map such as `{\"parameters\": {\"/prod/*\":"
          + " \"alias/app\"}}`";

  private InventoryReader() {}

  /**
   * Reads what {@code arguments} name, going on after a problem so that all are reported. Values of
   * parameters and secrets are never read.
   *
   * @param arguments files, folders (what of them can hold such), globs, or {@code -}; none means
   *     that nothing is known
   * @param base the folder that relative arguments start from
   * @param stdin what {@code -} reads; not closed
   */
  public static InventoryBatch read(List<String> arguments, Path base, InputStream stdin) {
    if (arguments.isEmpty()) {
      return InventoryBatch.EMPTY;
    }
    Collected<Listing> collected =
        DocumentCollector.collect(new Listings(), Skips.NONE, arguments, base, stdin);
    return new InventoryBatch(
        new Inventory(collected.items()), collected.digests(), collected.diagnostics());
  }

  private static final class Listings implements DocumentKind<Listing> {
    @Override
    public String noun() {
      return "inventory";
    }

    @Override
    public String aNoun() {
      return "an inventory";
    }

    @Override
    public Wanted wanted() {
      return ListingReader.WANTED;
    }

    /**
     * Ten times what the AWS CLI prints of 50,000 parameters. An account may have <a
     * href="https://docs.aws.amazon.com/general/latest/gr/ssm.html#parameter-store-quotas">100,000
     * in a Region</a> that are not of the standard tier.
     */
    @Override
    public int longest() {
      return 256 << 20;
    }

    @Override
    public String adviceOnLength() {
      return "write one document for each Region or page: a file of several may have any length";
    }

    @Override
    public String adviceOnForm() {
      return "let the AWS CLI print it with `--output json`";
    }

    @Override
    public String adviceOnDepth() {
      return "what the AWS CLI lists needs no more than ten levels";
    }

    @Override
    public Optional<Content<Listing>> read(String source, Node document, Syntax syntax) {
      if (!InventoryFormat.isInventory(document)) {
        return Optional.empty();
      }
      ListingReader reader = new ListingReader(source);
      List<Listing> listings = reader.read(document);
      return Optional.of(new Content<>(listings, reader.diagnostics()));
    }

    @Override
    public Diagnostic reject(SourceLocation at, Node document) {
      return Diagnostic.at(at, DiagnosticCode.INVENTORY_SHAPE, "not an inventory")
          .withHint(
              InventoryFormat.recognise(document)
                  .map(form -> "this looks like " + form)
                  .orElse(document.kind().equals(A_TEXT) ? adviceOnForm() : EXPECTED));
    }

    @Override
    public Diagnostic reportNothing(SourceLocation at) {
      return Diagnostic.at(at, DiagnosticCode.INVENTORY_SHAPE, "no inventory was found")
          .withHint(EXPECTED);
    }

    @Override
    public DiagnosticCode whenFolderIsEmpty() {
      return DiagnosticCode.INVENTORY_SHAPE;
    }
  }
}
