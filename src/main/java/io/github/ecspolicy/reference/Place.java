package io.github.ecspolicy.reference;

import io.github.ecspolicy.aws.Arn;

/** Where a listing of one service is from; the Region says in which partition that is. */
record Place(String service, String region, String account) {
  static Place of(Arn arn) {
    return new Place(arn.service(), arn.region(), arn.account());
  }
}
