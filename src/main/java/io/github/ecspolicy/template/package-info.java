/**
 * The templates and plans that task definitions stand in, as far as they matter after reading: who
 * defines what, and which texts only AWS will know.
 */
package io.github.ecspolicy.template;
