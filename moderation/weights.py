"""The one table of screening: what each signal weighs, and from where on something follows.

No signal reaches HOLD alone, so that no single sign ever takes honest words off the page. What
somebody thinks of a government, of officials or of this site is no signal.
"""

QUEUE, HOLD = 2.0, 4.0

POINTS: dict[str, float] = {
    "links": 2.0,  # by a newcomer, with MORE_LINKS for every further one
    "shortener": 2.0,
    "invitation": 2.0,  # "subscribe to my channel", "click here"
    "repeated": 2.0,
    "praise": 2.0,  # by a newcomer, without a word of what it praises
    "trap": 3.0,
    "fast": 1.0,
    "shouting": 1.0,
}
MORE_LINKS, MOST_LINK_POINTS = 0.5, 3.0

KNOWN_AFTER = 3  # contributions on the page that wait for no moderator
REPEATED_WITHIN_DAYS, REPEATED_WORDS, REPEATED_LOOK_BACK = 30, 5, 30
FAST_SECONDS = 2.0
SHOUTED_LETTERS, SHOUTED_SHARE = 20, 0.7
