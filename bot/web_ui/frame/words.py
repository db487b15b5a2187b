"""The sentences that scripts show: put into every page as data, so that all words are translated in one place."""

from __future__ import annotations

from collections.abc import Mapping

from bot.locales import N_, Message

SCRIPT: Mapping[str, Message] = {
    "answer_above": N_("Done: its answer is above."),
    "cancelled": N_("Stopped. Nothing was kept."),
    "card_kept": N_("It is a card now. Review brings it back when it is due."),
    "copied": N_("Copied."),
    "copy_failed": N_("Your browser did not allow copying. Select the text and copy it."),
    "deleted": N_("The note is deleted."),
    "done": N_("{name}: done."),
    "failed": N_("{name}: {reason}"),
    "found_none": N_("No notes found."),
    "found_some": N_("Notes found: {count}"),
    "kept_of": N_("{kept} of {total} sentences"),
    "kept_of_one": N_("{kept} of 1 sentence"),
    "looking_at_words": N_("Looking at the words…"),
    "mark_drop": N_("Noted: less like this."),
    "mark_keep": N_("Noted: more like this."),
    "mark_matters": N_("Noted: this matters."),
    "mark_none": N_("Taken back."),
    "mark_star": N_("Noted: one of the best."),
    "more_found": N_("Notes shown: {count}"),
    "nothing_to_condense": N_("There is nothing to condense. Write or paste some text, or add a file."),
    "offline": N_("Pith does not answer. Is it still running?"),
    "offline_text": N_("Pith does not answer. Is it still running? Your text is still here."),
    "push_cannot": N_(
        "This browser can't be notified. On an iPhone or iPad, put Pith on the home screen and open it there."
    ),
    "push_denied": N_("Notifications from this page are blocked. Allow them in the browser, then try again."),
    "push_ended": N_("Pith has a new key, so this browser is not notified any more. Turn it on again."),
    "push_off": N_("This browser is not notified any more."),
    "push_on": N_("This browser is notified, too."),
    "remove_file": N_("Take {name} off"),
    "remove_tag": N_("Remove the tag {name}"),
    "saved": N_("Saved."),
    "score": N_("score {score} of 100"),
    "sending": N_("sending, {percent} %"),
    "strongest": N_("Strongest words: {words}"),
    "too_large": N_("“{name}” is larger than {limit} MB. Send it in parts, or save it smaller."),
    "warm_words": N_("Warm and underlined words spoke for this sentence, dotted ones against it."),
}

ERASE = N_("erase")
"""What a person types to say that they mean it."""

EXAMPLE = N_(
    "Reading a chapter again feels like learning, but little of it stays. "
    "What helps most is to close the book and try to recall what it said. "
    "Each time a memory is called up with some effort, it becomes easier to find the next time. "
    "The café was full that morning. "
    "It also helps to wait: an hour of practice spread over four days beats four hours on one evening. "
    "The pause lets a little forgetting happen, and it is the effort against forgetting that makes a memory last. "
    "Some people like to study with music. "
    "A simple plan follows from this: after each lecture write down the three main points from memory, "
    "check them against your notes, and come back to them after a day, a week and a month."
)
"""A short text to try Pith with."""
