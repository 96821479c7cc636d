/**
 * Energy budgets for tests: {@link io.scaph.junit.EnergyBudget} on a test method, a {@link io.scaph.api.Monitor} as a
 * parameter, and assertions for what a scope used.
 */
@NullMarked
package io.scaph.junit;

import org.jspecify.annotations.NullMarked;
