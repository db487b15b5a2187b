"""When each sentence of a text was said or written, on the person's clock, so that “tomorrow” counts from there.

`written` asks for it: by the `stamps` of a chat's messages, the `heads` of a whole chat or, `heads_in_words`, of notes,
a copied mail (`mails`), or the meeting that `minutes` are of.
"""
