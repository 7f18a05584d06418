"""A marked text as the coders look at it: who takes part, when and where, under which headings."""

from dragoman.mark.scene.look import Named, Scene, holds, look, named, running, state
from dragoman.mark.scene.people import groups_near, pair, people, states, states_in, unnamed, who
from dragoman.mark.scene.pronouns import he
from dragoman.mark.scene.referred import pronouns
from dragoman.mark.scene.settings import Place, headed, labelled, own_time, place_in, place_of, standing, when
from dragoman.mark.scene.strangers import body_as_written, strangers

__all__ = [
    "Named",
    "Place",
    "Scene",
    "body_as_written",
    "groups_near",
    "he",
    "headed",
    "holds",
    "labelled",
    "look",
    "named",
    "own_time",
    "pair",
    "people",
    "place_in",
    "place_of",
    "pronouns",
    "running",
    "standing",
    "state",
    "states",
    "states_in",
    "strangers",
    "unnamed",
    "when",
    "who",
]  # fmt: skip
