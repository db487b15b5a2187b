"""What a focus question asks the meaning of, “what is an embargo?”, and how far a sentence says it. Pure.

Of several languages at once, since any text may be asked about in English. `asked` finds the term, and `told` what
defines it. Only what has that very term for its subject does, so that “what is the deadline?” may be read so as well,
and “what is due on Friday?” finds nothing.
"""

from model.focus.definitions.asked import terms_of
from model.focus.definitions.told import Told, definer

__all__ = ["Told", "definer", "terms_of"]
