/**
 * The rules that plugins keep, as tests: a plugin author extends a contract, says how to make the plugin, and gets a test for
 * each rule.
 */
@NullMarked
package io.scaph.testkit.conformance;

import org.jspecify.annotations.NullMarked;
