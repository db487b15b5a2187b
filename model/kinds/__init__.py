"""What a sentence is beside a key sentence: a definition, or an action item.

`by_cues` tells it by the `cues` of nine languages (most in `cues_of_europe` and `cues_of_korea`; `cues_of_days` and
`cues_of_homework` of what is due, `cues_of_terms` of what is defined), made of `cue_parts`, in what is left of a
sentence that is `bare`, and by the `lists` of what is to be done; in English `sorter`, a second network, reads doubtful
sentences again, and `doubts` are forms that ask nobody for anything.
`bounds` says where its thresholds lie, and `turns` are what the head goes by without it.
"""

from model.kinds.by_cues import Action, action_of, cue_kinds, mentions_deadline
from model.kinds.doubts import answers_form

__all__ = ["Action", "action_of", "answers_form", "cue_kinds", "mentions_deadline"]
