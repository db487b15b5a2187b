"""What a focus question or a search asks for, and how it pulls at a text's sentences.

`questions` finds what is asked about and where it is named, `heads` what a sentence stands below, `meaning` what is
near without naming it, `wanted` what tells the time, place or amount asked for (`wanted_of_east`: in Korean and
Japanese), `definitions` what says what a term means. `sought` are the words that a search in many texts looks for.
"""
