/** The parts of AWS that everything else is addressed by: ARNs, partitions, accounts, Regions. */
package io.github.ecspolicy.aws;
