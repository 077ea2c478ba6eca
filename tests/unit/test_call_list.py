"""Tests the list of numbers to call, the records of calls, and the numbers that pages report."""

from typing import Any

from tests.support.node_eval import evaluate

LIST = "shared/call_list.js"
NOTES = "shared/call_notes.js"
EMPTY = {"entries": [], "present": ""}


def collected(*numbers: str, into: Any = EMPTY) -> Any:
    found = [{"number": number, "name": f"N{number[-1]}", "site": "a.test"} for number in numbers]
    expression = "module.withCollected(list, found, () => String(counter++))"
    program = f"(() => {{ let counter = list.entries.length; return {expression}; }})()"
    return evaluate(LIST, program, list=into, found=found)


def after(expression: str, listed: Any, **values: Any) -> Any:
    return evaluate(LIST, f"module.{expression}", list=listed, **values)


THREE = ["+14155550131", "+14155550132", "+14155550133"]


def test_a_list_is_worked_through_and_ends() -> None:
    listed = collected(*THREE)
    assert listed["present"] == "0"
    called = after("withChanged(list, '0', { state: 'called' })", listed)
    second = after("withNext(list)", called)
    assert second["present"] == "1"
    third = after("withSkipped(list)", second)
    assert (third["present"], third["entries"][1]["state"]) == ("2", "skipped")
    over = after("withSkipped(list)", third)
    assert over["present"] == "2"
    assert [entry["state"] for entry in over["entries"]] == ["called", "skipped", "skipped"]


def test_what_was_passed_over_comes_again_at_the_end() -> None:
    listed = collected(*THREE)
    listed["present"] = "2"
    last = after("withChanged(list, '2', { state: 'called' })", listed)
    assert after("withNext(list)", last)["present"] == "0"


def test_a_number_is_in_the_list_once() -> None:
    listed = collected(THREE[0], THREE[0], THREE[1])
    again = collected(*THREE, into=listed)
    assert [entry["number"] for entry in again["entries"]] == THREE
    assert again["present"] == "0"


def test_a_removed_number_hands_on_to_the_next() -> None:
    listed = after("withoutEntry(list, '0')", collected(*THREE))
    assert [entry["number"] for entry in listed["entries"]] == THREE[1:]
    assert listed["present"] == "1"


def test_whatever_storage_holds_becomes_a_list() -> None:
    long = [{"id": str(at), "number": f"+1415555{at:04d}"} for at in range(600)]
    for stored, count in ((None, 0), (7, 0), ({"entries": "x"}, 0), ({"entries": long}, 500)):
        assert len(after("repairedList(list)", stored)["entries"]) == count
    bad = {"entries": [{"id": "a", "number": "tel:1"}, {"number": "+14155550137"}, None]}
    assert after("repairedList(list)", bad) == EMPTY


def test_notes_are_well_typed_and_bounded() -> None:
    many = "Array.from({ length: 1100 }, (_, at) => [at, { name: long, written_at: at + 1 }])"
    odd = {"name": "x" * 100, "outcome": "rich", "note": 5, "seconds": "long", "site": "a.test"}
    notes = evaluate(
        NOTES,
        f"module.repairedNotes({{ ...Object.fromEntries({many}), 1100: odd }})",
        long="x" * 100,
        odd=odd | {"written_at": 5000},
    )
    assert len(notes) == 1000
    assert "100" not in notes
    newest = notes["1100"]
    assert (len(newest["name"]), newest["outcome"], newest["note"]) == (60, "", "")
    assert (newest["seconds"], newest["site"]) == (0, "a.test")


def test_a_call_that_failed_says_its_outcome_by_itself() -> None:
    def outcome(code: str | None, said: str = "") -> Any:
        call = {"problem": code and {"code": code}}
        note = {"outcome": said}
        return evaluate(NOTES, "module.outcomeOf(call, note)", call=call, note=note)

    assert outcome("they_are_busy") == "busy"
    assert outcome("they_did_not_answer") == "no_answer"
    assert outcome("they_are_busy", "voicemail") == "voicemail"
    assert outcome(None) == ""


def test_what_frames_tell_of_their_numbers_is_checked_and_bounded() -> None:
    good = {"number": "+14155550137", "name": " Ada\n Lovelace ", "selected": False}
    told = [
        {"frame": 0, "listed": [good, {"number": "911"}, {"number": 5}, None, "x"]},
        {"frame": 3, "listed": [{**good, "selected": True, "name": "Eve"}]},
        {"frame": 4, "listed": [{"number": f"+1212555{at:04d}", "name": at} for at in range(900)]},
        {"frame": 5, "listed": "none"},
        {"frame": 6, "listed": {"length": 3}},
    ]
    numbers = evaluate("background/page_numbers.js", "module.boundedNumbers(told)", told=told)
    assert numbers[0] == {**good, "name": "Ada Lovelace", "selected": True, "frame": 0}
    assert len(numbers) == 200
    assert numbers[1] == {"number": "+12125550000", "name": "", "selected": False, "frame": 4}


def test_nothing_is_kept_of_whom_a_private_window_calls() -> None:
    def kept(**pending: Any) -> Any:
        return evaluate("background/call_records.js", "module.callerOf(pending)", pending=pending)

    assert kept(name="Ada", from_site="a.test", is_private=False) == {
        "name": "Ada",
        "site": "a.test",
    }
    assert kept(name="Ada", from_site="a.test", is_private=True) is None
    assert kept(name="", from_site="", is_private=False) is None
