package io.github.ecspolicy.synthesis;

import io.github.ecspolicy.iam.Effect;
import io.github.ecspolicy.iam.PolicyDocument;
import io.github.ecspolicy.iam.Statement;
import io.github.ecspolicy.synthesis.DividedStatement.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Several documents, each within a quota, that together allow exactly what one allows.
 *
 * <p>A statement that takes at most half the room of a document goes into one whole. Any longer one
 * is taken apart (see {@link DividedStatement}), and each piece chooses a document for itself.
 *
 * <p>Files that people review and apply must not be reshuffled because one resource came or went.
 * So a choice does not depend on where in the policy a piece stands: each ranks the documents by a
 * hash of its own and takes the first that has room (rendezvous hashing with bounded loads), and
 * they choose in an order of hashes too. A piece that goes then leaves room for one that was turned
 * away, which leaves room in turn, until the room is in a document that turned none away; and a
 * document more draws pieces from the others, but moves few between those. Whole statements choose
 * first: they find room worst, and no value that comes or goes elsewhere moves them.
 *
 * <p>Each document that has a piece repeats what is not divided. To keep that short, the pieces of
 * a statement choose among a block of documents, which the statement chose before them, of twice
 * its share of all; only if those are full they go on in the order of the statement. With a block
 * of the very share, most documents would be full of the one or two statements that met there, and
 * a piece more or less would push many others on.
 */
public final class PolicySplitter {
  /** A statement is kept whole up to this part of the room in a document. */
  private static final int WHOLE_PARTS = 2;

  /** A block is this many times the share that the statement has of the policy. */
  private static final int BLOCK_TIMES = 2;

  /** If some number of documents is too small, this part of it is added, so that few are tried. */
  private static final int GROWTH_PARTS = 64;

  /**
   * One of the documents.
   *
   * @param number from 1; the same for what stays in the same document when the policy changes, so
   *     that a number may be left out
   */
  public record Part(int number, PolicyDocument policy) {
    public Part {
      Objects.requireNonNull(policy, "policy");
      if (number < 1) {
        throw new IllegalArgumentException("documents are counted from 1");
      }
    }
  }

  private final List<DividedStatement> statements;
  private final List<Piece> pieces;

  /** For the statements of a document and a comma after each, in characters. */
  private final int room;

  /** Of all statements and a comma after each, in characters. */
  private final long length;

  private PolicySplitter(List<DividedStatement> statements, int room) {
    this.statements = statements;
    this.pieces =
        statements.stream().flatMap(each -> each.pieces().stream()).sorted(Piece.ORDER).toList();
    this.room = room;
    this.length = statements.stream().mapToLong(DividedStatement::length).sum();
  }

  /**
   * Returns documents that together allow exactly what {@code policy} allows, or empty if some
   * piece of it does not fit into any. Statements and their values keep their order within each
   * document; a {@code Sid} may be in several.
   *
   * @param quota in characters, as {@link PolicyDocument#size} counts them
   * @throws IllegalArgumentException if a statement denies, which nothing here is written for
   */
  public static Optional<List<Part>> split(PolicyDocument policy, int quota) {
    if (policy.size() <= quota) {
      checkAllows(policy);
      return Optional.of(List.of(new Part(1, policy)));
    }
    int room = room(quota);
    List<DividedStatement> statements = divided(policy, room);
    return fit(statements, room)
        ? Optional.of(new PolicySplitter(statements, room).parts())
        : Optional.empty();
  }

  /**
   * Returns {@code true} if {@link #split} finds documents.
   *
   * @throws IllegalArgumentException if a statement denies
   */
  public static boolean canBeSplit(PolicyDocument policy, int quota) {
    int room = room(quota);
    return fit(divided(policy, room), room);
  }

  private static void checkAllows(PolicyDocument policy) {
    if (policy.statements().stream().anyMatch(statement -> statement.effect() == Effect.DENY)) {
      throw new IllegalArgumentException("only statements that allow can be split");
    }
  }

  /** There is no comma after the last statement. */
  private static int room(int quota) {
    return quota - DividedStatement.EMPTY_SIZE + 1;
  }

  private static List<DividedStatement> divided(PolicyDocument policy, int room) {
    checkAllows(policy);
    return policy.statements().stream()
        .map(statement -> DividedStatement.of(statement, room / WHOLE_PARTS))
        .toList();
  }

  private static boolean fit(List<DividedStatement> statements, int room) {
    return statements.stream().allMatch(statement -> statement.longestPiece() <= room);
  }

  private List<Part> parts() {
    int count = Math.toIntExact((length + room - 1) / room);
    Optional<int[]> places = places(count);
    // ends at the latest where there is an empty document for each piece
    while (places.isEmpty()) {
      count += 1 + count / GROWTH_PARTS;
      places = places(count);
    }
    return parts(count, places.get());
  }

  /** Returns how many documents the pieces of a statement choose among first. */
  private int block(DividedStatement statement, int count) {
    return (int)
        Math.min(count, (statement.length() * (long) BLOCK_TIMES * count + length - 1) / length);
  }

  /** Returns the document of each piece, or empty if one finds no room in {@code count} of them. */
  private Optional<int[]> places(int count) {
    int[] left = new int[count];
    Arrays.fill(left, room);
    Map<DividedStatement, Choice> choices = new HashMap<>();
    int[] places = new int[pieces.size()];
    for (int i = 0; i < places.length; i++) {
      Piece piece = pieces.get(i);
      Choice choice =
          piece.of().isWhole()
              ? new Choice(piece.of(), count, 0)
              : choices.computeIfAbsent(piece.of(), of -> new Choice(of, count, block(of, count)));
      places[i] = choice.place(piece, left);
      if (places[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(places);
  }

  private List<Part> parts(int count, int[] places) {
    Map<DividedStatement, SortedMap<Integer, List<Piece>>> parts = new HashMap<>();
    for (int i = 0; i < places.length; i++) {
      parts
          .computeIfAbsent(pieces.get(i).of(), of -> new TreeMap<>())
          .computeIfAbsent(places[i], place -> new ArrayList<>())
          .add(pieces.get(i));
    }
    List<List<Statement>> documents =
        Stream.generate(() -> (List<Statement>) new ArrayList<Statement>()).limit(count).toList();
    for (DividedStatement statement : statements) {
      parts
          .get(statement)
          .forEach((place, part) -> documents.get(place).add(statement.with(inOrder(part))));
    }
    return IntStream.range(0, count)
        .filter(place -> !documents.get(place).isEmpty())
        .mapToObj(place -> new Part(place + 1, new PolicyDocument(documents.get(place))))
        .toList();
  }

  private static List<String> inOrder(List<Piece> part) {
    return part.stream()
        .sorted(Comparator.comparingInt(Piece::index))
        .flatMap(piece -> piece.values().stream())
        .toList();
  }

  /** How the pieces of one statement choose among the documents. */
  private static final class Choice {
    private final long[] scores;
    private final long leastOfBlock;
    private final int[] held;

    Choice(DividedStatement statement, int count, int block) {
      scores =
          IntStream.range(0, count)
              .mapToLong(document -> Rendezvous.score(statement.hash(), document))
              .toArray();
      leastOfBlock = block == 0 ? Long.MAX_VALUE : leastOf(block);
      held = new int[count];
    }

    private long leastOf(int block) {
      long[] sorted = scores.clone();
      Arrays.sort(sorted);
      return sorted[Math.max(0, sorted.length - block)];
    }

    /** Returns the document that the piece is in now, or -1 if none has room. */
    int place(Piece piece, int[] left) {
      int best = -1;
      for (int document = 0; document < left.length; document++) {
        if (piece.lengthBeside(held[document]) <= left[document]
            && (best < 0 || isBetter(document, best, piece))) {
          best = document;
        }
      }
      if (best >= 0) {
        left[best] -= piece.lengthBeside(held[best]);
        held[best] += piece.values().size();
      }
      return best;
    }

    private boolean isBetter(int document, int other, Piece piece) {
      boolean inBlock = scores[document] >= leastOfBlock;
      if (inBlock != scores[other] >= leastOfBlock) {
        return inBlock;
      }
      return inBlock
          ? Rendezvous.score(piece.hash(), document) > Rendezvous.score(piece.hash(), other)
          : scores[document] > scores[other];
    }
  }
}
