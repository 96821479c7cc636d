package io.scaph.api.scope;

/**
 * What a computation answered, and what it used.
 *
 * @param result its result
 * @param energy its energy
 * @param <T> the type of the result
 */
public record Measured<T>(T result, ScopeEnergy energy) {}
