"""Conditions past their bounds."""

from flake8_graph_me.engine.domain.conditions import MAX_LITERALS, Symbols, bounded


def test_the_newest_outcomes_are_kept_and_those_of_defaults() -> None:
    symbols = Symbols()
    default = symbols.default("is not passed")
    later = [symbols.number(each) for each in range(2 * MAX_LITERALS)]
    signed = [number if number % 2 else -number for number in later]
    newest = signed[-MAX_LITERALS:]
    assert bounded(frozenset(newest), symbols) == frozenset(newest)
    assert bounded(frozenset(signed), symbols) == frozenset(newest)
    both = frozenset((-default, *signed))
    assert bounded(both, symbols) == frozenset((-default, *newest[1:]))
