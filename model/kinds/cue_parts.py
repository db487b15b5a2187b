"""What the cues are put together of, as pieces of regular expressions, English ones above all: data for `cues`."""

from __future__ import annotations

from typing import NamedTuple


class Cues(NamedTuple):
    """One language's cues, as alternatives of a regular expression; those of actions in the order of `Action`."""

    definition: tuple[str, ...]
    request: tuple[str, ...]
    commitment: tuple[str, ...]
    decision: tuple[str, ...]
    deadline: tuple[str, ...]


_TERM = r"(?:“[A-Z][^“”]{1,60}”|\"[A-Z][^\"]{1,60}\")"
_IN_THIS = (
    r"(?i:(?:(?:in|under|(?:for|for the) purposes? of|as used in) (?:this|these|the)(?: [a-z]{1,20}){0,2}? (?:agreement"
    r"|contract|act|section|article|policy|licen[cs]e|lease|deed|schedule|clause|terms|conditions|regulations?|rules"
    r"|part|document|standard)(?: \d[\d.]{0,6})?,? )?(?:the (?:term|expression|word)s? )?)"
)
SETS_A_TERM = (
    rf"^{_IN_THIS}{_TERM}(?:,? (?:or|and) {_TERM})? (?:means|shall mean|has the meaning|denotes|refers to)\b"
    r"(?=(?:\W+\w+){4})(?!.*\b(?:[Hh]e|[Ss]he|I|they) (?:said|says|wrote|asked|cried)\b)"
)
"""As contracts define, which is hardly ever anything else."""

POINTING = (
    "This|That|These|Those|It|There|Here|He|She|They|We|You|"
    "One|Another|What|Each|Its|In|For|If|When|Where|Our|My"
)
ERRAND = (
    "call|send|forward|email|e-mail|mail|contact|ask|tell|give|bring|submit|hand in|turn in|return|review|check|"
    "confirm|complete|finish|prepare|schedule|arrange|book|register|sign|attend|join|meet|upload|fill in|fill out|"
    "reply|respond|update|follow up|get back|set up|circulate|distribute|remind|print"
)
"""What people ask each other to do; textbooks ask to consider, let, note and see, which is nobody's errand."""

JOINT_ERRAND = (
    "send|forward|email|contact|submit|hand in|schedule|arrange|book|get back|follow up|set up|circulate|distribute"
    "|let you"
)
"""What "we" do for somebody; in a textbook "we" review, discuss and check."""

_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|aug|sept?|oct"
    "|nov|dec"
)
A_DAY = (
    "noon|midnight|tonight|tomorrow|the end of|next (?:week|month)"
    "|(?:(?:this|next) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH})\b|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\.?,? (?:\d{{1,2}}(?:st|nd|rd|th)?\b|(?:{_MONTH})\b)"
    r"|(?:mon|tues?|weds?|thu(?:rs?)?|fri)\b(?! [a-z])"
    r"|\d{1,2}(?::\d\d| ?[ap]m|/\d{1,2}/(?:\d\d){1,2})"
)
"""Some ways to name one: "signed by two members" names none, nor does "divided by 1/2"."""

BY_FIGURES = (
    r"(?<!divided )(?<!multiplied )\b(?:by|before) (?:1[0-2]/(?:[1-9]|[12]\d|3[01])|[1-9]/(?:2\d|3[01])"
    r"|(?:1[3-9]|2\d|3[01])/(?:[1-9]|1[0-2]))\b(?!/| (?:of|in|cm|mm|inch|per)\b)"
)
"""By a day in figures that is hardly a fraction: by 12/4, not by 3/4."""

SOON = (
    "(?:noon|midnight|tonight|tomorrow|eod|cob|(?:the )?end of (?:the |this |next )?(?:day|week|month)"
    r"|next (?:week|month)|(?:(?:this|next|coming) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\d{1,2}(?::\d\d)? ?[ap]m)\b"
)
"""Days of which only who is about to do something speaks."""

MEASURED = (
    "(?:multipl|divid|reduc|increas|decreas|shift|scal|turn|rotat|gr[eo]w|stretch|mov|rais|lower|chang|rose"
    "|fell)"
)
"""Begins what is done or happens by a number."""

_OF_WEEK = "(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:mon|tue|wed|thu|fri|sat|sun),? "
_OF_MONTH = rf"(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})"
DATE = rf"(?:{_OF_WEEK})?(?:{_OF_MONTH}|\d{{1,2}}/\d{{1,2}})\b"
NOT_WAS = r"[^\w.;!?]+(?!(?:is|are|was|were|be|been|had|became|fell)\b)\w+"
"""A word between the date and "due": what was due then is history."""

BY_A_DAY = rf"\b(?:by|before) (?:{A_DAY})"
STUDIES = (
    r"(?:(?:re-?)?read|finish|review|revise|solve|(?:re)?write|prepare|watch|(?:hand|turn) in|submit|practi[sc]e|learn"
    r"|memori[sz]e|study|(?:re)?do(?! (?:you|we|they|I|not)\b)|complete|work (?:through|on)|go (?:over|through)"
    r"|listen to|translate|summari[sz]e|draft|outline|rehearse|annotate|answer)\b"
    r"(?! (?:is|are|was|were|will|would|has|had|of)\b)"
)
"""What students are told to do by a day; a textbook tells its readers the same, but by none."""

_NO_SUBJECT = (
    r"(?:halls?|abroad|rooms?|groups?|tests?|participants?|leave|guides?|materials?|sessions?|times?|hours?|days?|weeks?|spaces?|periods?"
    r"|authors?|subjects|patients|teams?|games?|matches|makes?|shows?|finds?|says|suggests?|starts?|begins?|ends?|runs?"
    r"|before|by|until|till|in|at|as|with|and|or|to|from|was|were|is|are)"
)
"""Behind "study" and "practice" where nobody is told to."""

_SUBJECT = r"(?=[a-z])(?:[\w-]+(?:(?<!s)(?<!ed)| and) )?[\w-]+(?<!ed)"
"""Irregular verbs, scales and chords; "study materials arrive" has a plural before its verb."""

_A_TASK = (
    r"(?:the|an?|your|our|my|all|both|this|these|that|those|it|them|any|each|every|one|two|three|at least|some|more|for"
    r"|through|on|over|up)\b|(?:[\w.-]+ ){0,2}\d|ch(?:apters?|\.)|[\w-]+['’]s\b|(?<=read )(?-i:[A-Z])"
    rf"|(?:(?<=study )|(?<=practi[sc]e ))(?!{_NO_SUBJECT}\b)(?-i:{_SUBJECT}) (?:by|before|for|due)\b"
)
TOLD_TO_STUDY = (
    r"(?!(?:(?:re-?)?read|review|watch|practi[sc]e|study|work|draft|outline|answer)\b"
    rf"(?![ :–—-]{{1,3}}(?:{_A_TASK}))){STUDIES}"
)
"""Where nobody is named before it: "answer keys" and "study hall" tell nobody to do anything."""

_HAPPENS = (
    r"\b(?<!that )(?<!which )(?<!what )(?<!we )(?<!you )"
    r"(?:is|are|was|were|will|would|has|had|did|does|went|stays?)\b"
)
NOTHING_HAPPENS = rf"(?:(?!{_HAPPENS})[^;!?]){{2,150}}?"
"""Words between what is to be done and by when."""

NOT_LONG_AGO = r"(?!,? (?:of )?(?:1\d|20[01])\d{1,2}\b)"
BY_THEN = (
    rf"\b(?:(?:by|before|b4|due(?: by| on)?|no later than) (?:the )?(?:{SOON}(?:['’]s (?:class|lecture|lesson"
    rf"|seminar|tutorial|session|section|lab|exam|test|quiz|meeting)\b)?(?!['’]s)"
    rf"|(?:mon|tues?|weds?|thu(?:rs?)?|fri)\b(?! [a-z])"
    rf"|(?:{_OF_WEEK})?(?:{_OF_MONTH})\b{NOT_LONG_AGO})"
    r"|for (?:(?:this|next) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)(?=\W*$|[,:]))"
    rf"|{BY_FIGURES}"
)
"""By a day that is to come, as far as words show; in July 1776 nobody has homework."""

UNTIL_THEN = (
    r" (?:the )?(?:chapters?|ch\.|pages?|pp?\.|sections?|units?|exercises?|problems?|questions?|lessons?)"
    rf" \d[\d\s,.&–-]{{0,20}}(?:and \d+ )?(?:until|till) {SOON}(?!['’]s)"
)
"""What is read until Monday is read by then; a shop is closed until Monday."""

SOMEBODY = (
    r"(?-i:(?!(?:This|That|These|Those|It|There|He|She|They|We|You|One|What|Who|Each|All|Some|Most|Many|Nobody|Everyone"
    r"|The|Our)\b)[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’.-]+)?"
)
SENT_IN = (
    "(?:items?|comments|feedback|slides|drafts?|abstracts?|proposals?|reports?|questions|corrections|answers|replies"
    "|suggestions|nominations|apologies|forms?|photos|topics)"
)
"""What people send somebody."""

DONE_IN_CLASS = (
    r"(?: (?:in (?:class|lab|lecture|section)|online|on (?:canvas|moodle|blackboard|gradescope|paper)|via"
    r"|before (?:class|lab)|at (?:the )?(?:start|beginning|end) of (?:class|lab|lecture))\b)"
)
"""Behind "due", where it ends a line of a syllabus."""

PERSON = r"(?:(?-i:[A-Z]\. ?)?(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+)?|the \w+)"
LABEL = (
    r"(?:solution|answer|example|step|note|figure|fig|table|rule|result|history|timeline|event|fact|law|formula|theorem"
    r"|proof|lemma|definition|remark|summary|conclusion|hint|case|claim|cause|effect|reason|explanation|background"
    r"|context|observation|hypothesis|consequence)s?"
)
"""What stands before a colon in notes to study and is nobody's name."""

_NO_TERM = (
    r"goals?|aims?|objectives?|topics?|titles?|subjects?|today|purposes?|methods?|photos?|pictures?|pictured|images?|video"
    r"|tasks?|problems?|questions?|projects?|homework|ideas?|themes?|focus|next|first|second|third|then|abstract"
    r"|introduction|keywords?|overview|exercises?|pros?|cons?|benefits?|advantages?|disadvantages?|inputs?|outputs?"
    r"|returns?|functions?|roles?|uses?|units?|chapters?|weeks?|parts?|sessions?|lectures?|events?|why|what|how|time|place|plan"
)
_STATES = (
    r"\b(?:is|are|was|were|has|have|had|will|must|did|does|fell|rose|grew|took|takes|began|begins|came|went|stood"
    r"|continues|remains|(?:covered|caused|killed)(?! (?:by|with|in)\b))\b"
)
_RELATIVE = r"\b(?:that|which|who|whose|whom|where|when|as)\b"
NAMES_A_KIND = (
    rf"^(?!(?i:{LABEL}|{_NO_TERM})\b)[A-Z][a-z-]{{1,30}}(?: [a-z][a-z-]{{1,30}}){{0,2}}(?::| [=–—])"
    r" (?:the |an? )?(?:[a-z-]{2,20} )?(?:breakdown|process|series|movement|synthesis|conversion|transformation"
    r"|formation|release|uptake|exchange|study|ability|tendency|branch|transfer|measure|type|form|layer|amount|rate|change|loss)"
    rf" (?:(?:in which|that) [a-z][^.!?:;]{{10,120}}|(?:of|by) (?=[a-z][^.!?:;]{{10,120}}\.?$)"
    rf"(?:(?!{_STATES}|{_RELATIVE})[^.!?:;])*(?:{_RELATIVE}[^.!?:;]*)?)\.?$"
)
"""As slides define: Glycolysis: breakdown of glucose into pyruvate."""

CALLED = r"^\W{0,6}actions?(?: items?| points?)?(?: ?\([^()]{1,20}\))?(?:\s?:| [–—-])\s*"
HAND_IN = (
    "hand|turn|send|give|submit|return|upload|pay|sign|file|register|apply|complete|finish|deliver|reply"
)
HAND_OVER = (
    r"(?:hand|turn)(?: \w+){0,3} in|submit|upload|e-?mail|pay|register|apply"
    r"|be (?:handed in|turned in|submitted|returned|uploaded|e-?mailed|paid|signed|received|registered|filed"
    r"|postmarked)"
)
"""What is never done "by 1/2": behind it that is a date."""

SIGN_UP = (
    "registrations?|applications?|enrol?lments?|submissions?|sign-?ups?|entries|nominations?|voting|polls?"
    "|bookings?|quiz(?:zes)?|forms?(?! of\\b)|surveys?|portals?|questionnaires?|ballots?|drop ?box"
)

SOON_OVER = (
    r"(?!\W+(?:ist|war|wäre|wird|wurde|est|était|fut|serait|es|fue|era|será|sería)\b)"
    r"(?:\W+(?:(?:um|à|a las?) )?\d{1,2}(?:[.:h]\d\d)?(?: ?(?:Uhr|h))?)?(?:\W+\w+){0,3}\W*$"
)
"""Behind a date: what asks for something by then says little more, and nothing of how that is."""
