"""The difference of two texts loses no character and takes no time."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from frontend.changes import changes

texts = st.text(alphabet="ab \n<ü", max_size=80)


@given(texts, texts)
def test_a_difference_holds_both_texts_whole(old, new):
    found = changes(old, new)
    assert "".join(c.text for c in found if c.kind != "ins") == old
    assert "".join(c.text for c in found if c.kind != "del") == new


def test_one_changed_word_is_one_change():
    found = changes("A bench at every stop.", "A seat at every stop.")
    assert [(c.kind, c.text) for c in found if c.kind != "same"] == [
        ("del", "bench "),
        ("ins", "seat "),
    ]


def test_no_text_makes_it_slow():
    """The worst that was found: words just rare enough to be compared each with each."""
    dice = random.Random(1)
    words = [f"w{n}" for n in range(110)]
    old, new = (" ".join(dice.choice(words) for _ in range(30_000)) for _ in range(2))
    begin = time.perf_counter()
    changes(old, new)
    assert time.perf_counter() - begin < 1
