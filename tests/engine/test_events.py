"""What is kept of what happens in an analysis."""

from dataclasses import replace

import libcst as cst

from flake8_graph_me.engine.domain.conditions import ALWAYS
from flake8_graph_me.engine.domain.values import Text, Value
from flake8_graph_me.engine.machine.events import MAX_WAYS, CallSite, Events, SinkCall
from flake8_graph_me.terms.rows import Call
from flake8_graph_me.terms.text import Hole, Literal

NODE = cst.Name("send")


def sink_call(parts: dict[str, Value], *, way: int = 0) -> SinkCall:
    sites = (CallSite(NODE, "program.py", f"way_{way}"),)
    return SinkCall(Call("send"), NODE, "program.py", parts, {}, ALWAYS, sites, assumed=False)


def test_ways_to_the_same_request_are_thinned_out_from_a_place_on() -> None:
    parts: dict[str, Value] = {}
    before = [sink_call(parts, way=way) for way in range(3)]
    events = Events(sink_calls=[*before, *(sink_call(parts, way=n) for n in range(MAX_WAYS + 5))])
    other = sink_call({})
    events.sink_calls.append(other)
    events.thin_out(3)
    assert events.sink_calls[:3] == before
    assert len(events.sink_calls) == 3 + MAX_WAYS + 1
    assert events.sink_calls[-1] is other


def test_what_is_repeated_is_noted_once() -> None:
    events = Events()
    one = sink_call({})
    before = events.counts()
    events.repeat(one)
    events.repeat(replace(one))
    assert events.sink_calls == [one]
    events.cut_back(before)
    events.sink_calls.append(sink_call({}, way=1))
    events.repeat(one)
    assert events.sink_calls[1:] == [one]


def test_a_test_of_a_text_counts_if_a_part_of_it_stands_in_the_source() -> None:
    events = Events()
    events.note_test(Text((Hole("x"), Literal("computed"))), len, NODE)
    assert not events.tests
    events.note_test(Text((Hole("x"), Literal("/me", cst.SimpleString("'/me'")))), len, NODE)
    assert len(events.tests) == 1
