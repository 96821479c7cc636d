/**
 * The rules of plugins, as tests: a plugin author extends a contract, supplies the plugin, and gets a test for each rule.
 */
@NullMarked
package io.scaph.testkit.conformance;

import org.jspecify.annotations.NullMarked;
