package io.github.ecspolicy.input;

import io.github.ecspolicy.input.Signature.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The functions that make lists, or take them; each has the arguments that it takes. */
final class ListFunctions {
  private final Intrinsics intrinsics;

  ListFunctions(Intrinsics intrinsics) {
    this.intrinsics = intrinsics;
  }

  Optional<Value> joined(Node at, List<Node> arguments, Choices choices) {
    String delimiter = StackParameter.scalar(arguments.get(0)).orElseThrow();
    Optional<List<Value>> items = items(at, "Fn::Join", arguments.get(1), choices);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < items.get().size(); i++) {
      if (i > 0) {
        Piece.append(new Piece.Literal(delimiter), pieces);
      }
      Value item = items.get().get(i);
      if (!(item instanceof Value.Text text)) {
        intrinsics.report(
            new Mistake(
                at,
                "an item of the list that `Fn::Join` takes is " + item.kind() + ", not a string",
                "write its items themselves, or a list of its own"),
            choices);
        return Optional.empty();
      }
      if (!intrinsics.append(text.pieces(), pieces)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Value.Text(pieces));
  }

  Optional<Value> selected(Node at, List<Node> arguments, Choices choices) {
    Optional<String> written = intrinsics.text(arguments.get(0), choices).flatMap(Piece::known);
    Optional<List<Value>> items = items(at, "Fn::Select", arguments.get(1), choices);
    if (written.isEmpty() || items.isEmpty()) {
      return Optional.empty();
    }
    int size = items.get().size();
    Optional<Integer> index = written.flatMap(ListFunctions::index).filter(i -> i < size);
    if (index.isEmpty()) {
      intrinsics.report(
          new Mistake(
              at,
              "`Fn::Select` asks for what is not in its list of " + size,
              "the first item has the index 0"),
          choices);
    }
    return index.map(items.get()::get);
  }

  private static Optional<Integer> index(String text) {
    return text.length() < 6 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(Integer.parseInt(text))
        : Optional.empty();
  }

  Optional<Value> split(Node at, List<Node> arguments, Choices choices) {
    String delimiter = StackParameter.scalar(arguments.get(0)).orElseThrow();
    Value value = intrinsics.evaluate(arguments.get(1), choices);
    if (value instanceof Value.Text text) {
      return delimiter.isEmpty() ? Optional.empty() : Splitting.split(text.pieces(), delimiter);
    }
    intrinsics.report(
        new Mistake(
            at, "`Fn::Split` takes a string, found " + value.kind(), "a list needs no splitting"),
        choices);
    return Optional.empty();
  }

  Optional<Value> length(Node at, Node list, Choices choices) {
    return items(at, "Fn::Length", list, choices)
        .map(items -> Value.text(Integer.toString(items.size())));
  }

  /** An expression that nobody can work out may well be a list; what is known has to be one. */
  private Optional<List<Value>> items(Node at, String function, Node node, Choices choices) {
    Value value = intrinsics.evaluate(node, choices);
    Optional<List<Value>> items = intrinsics.items(value, choices);
    boolean isOpen =
        value instanceof Value.Text text && Piece.known(text.pieces()).isEmpty()
            || value instanceof Value.Absent;
    if (items.isEmpty() && !isOpen) {
      intrinsics.report(
          new Mistake(
              at,
              "`" + function + "` takes a list, found " + value.kind(),
              "split a string with `Fn::Split`, or give the parameter the type `CommaDelimitedList`"),
          choices);
    }
    return items;
  }
}
