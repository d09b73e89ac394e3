"""What one process packs another one reads, each term sent once."""

import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.handover import Parcel, Receiver, Sender

LISTS = st.lists(st.lists(st.text(alphabet="abcđ", max_size=2), max_size=6), max_size=6)


def travelled(parcel: Parcel) -> Parcel:
    """As it arrives."""
    arrived = pickle.loads(pickle.dumps(parcel))
    assert isinstance(arrived, Parcel)
    return arrived


@given(st.lists(LISTS, max_size=5), st.integers(0, 9))
def test_lists_arrive_as_they_were_packed(batches: list[list[list[str]]], kept_terms: int) -> None:
    sender, receiver = Sender(kept_terms), Receiver()
    for lists in batches:
        assert list(receiver.unpack(travelled(sender.pack(lists)))) == lists


@given(LISTS, LISTS)
def test_a_term_travels_once(first: list[list[str]], second: list[list[str]]) -> None:
    sender = Sender()
    sent = [*sender.pack(first).new, *sender.pack(second).new]
    assert sent == list(dict.fromkeys(term for lists in (first, second) for one in lists for term in one))


def test_equal_terms_are_one_object() -> None:
    sender, receiver = Sender(), Receiver()
    (one,), (other,) = (receiver.unpack(travelled(sender.pack([["ủy ban"]]))) for _ in range(2))
    assert one[0] is other[0]


def test_senders_are_kept_apart() -> None:
    receiver = Receiver()
    here, there = Sender(), Sender()
    other = replace(there.pack([["b"]]), sender=-1)
    assert [list(receiver.unpack(parcel)) for parcel in (here.pack([["a"]]), other)] == [[["a"]], [["b"]]]
    assert list(receiver.unpack(here.pack([["a", "c"]]))) == [["a", "c"]]


def test_a_lost_parcel_is_noticed() -> None:
    sender, receiver = Sender(), Receiver()
    sender.pack([["a"]])
    with pytest.raises(ValueError, match="1 terms were sent before, 0 arrived"):
        list(receiver.unpack(sender.pack([["b"]])))
