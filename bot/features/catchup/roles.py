"""What a line of a conversation is to who missed it: something decided, something to do, a question, or just a point.

By turns of phrase in English and Chinese, beside those that the model knows. More is taken for one than in notes
(`model.action_of`): a chat is read once, and each stands in its speaker's own words with a link. Pure.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.features.catchup.small_talk import HAN
from model import Action, action_of


class Role(StrEnum):
    DECISION = "decision"
    TASK = "task"
    QUESTION = "question"
    POINT = "point"


_ASKS = re.compile(r"[?？][\s\"'”’)）*_!！~～]*$")
_DOES = (
    "bring|make|write|do|take|handle|upload|share|post|send|scan|print|book|prepare|prep|check|ask|e-?mail|draft|fix"
    "|finish|summari[sz]e|cover|lead|collect|grab|set up|put|add|look (?:at|into|up)|type|translate|organi[sz]e|create"
    "|record|reserve|explain|go (?:through|over)|pick|update|start|read|review|call|message|dm|sort|merge|push|test"
    "|proofread|order|buy|drop|present|host|find|try|work on|clean up|move|submit|hand in|fill (?:in|out)|sign up"
)
_TASK = re.compile(
    rf"(?i:\bI(?:['’]?ll| will| can| could|['’]?m going to|['’]?m gonna| am going to| have to| need to| should)"
    rf"(?: also| just| quickly| then| try to| go and)* (?:{_DOES})\b)"
    rf"|(?i:\b(?:someone|somebody|everyone|everybody|each of (?:us|you)|you (?:all|guys|two)?|@\S+,?|we)"
    r" (?:also |still |all |both |just |really )*(?:should|must|need(?:s)? to|ha(?:s|ve) to|gotta"
    r"|(?:could|can|will) (?:you )?please|please)"
    rf"(?: all| each| also| please)* (?:{_DOES})\b)"
    r"|(?i:\b(?:please|pls|plz) (?!let me know what|dont? be|no\b)\w+)"
    rf"|(?i:(?:^|[,;:—-] |\b(?:and|so|also) )(?:can|could|would) (?:you|someone|somebody|anyone|one of (?:you|us))"
    rf" (?:please |maybe |also |just )*(?:{_DOES})\b)"
    r"|(?i:\b(?:don['’]?t forget|remember|make sure|be sure)(?: to| that| you|:)?\b)|(?i:\bto-?do\b"
    r"|\baction items?\b)"
    r"|(?i:\b(?:is|are|it['’]?s) due\b|\bdue (?:on |by |this |next |in )?(?:\w+day|tonight|tomorrow"
    r"|midnight|the|\d))"
    r"|(?i:\bby (?:the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|noon|midnight|next week"
    r"|\d{1,2}(?:st|nd|rd|th|[ap]m|:\d\d))\b)"
    r"|(?i:\bdeadline\b|\bno later than\b|\bby (?:the )?end of (?:the )?(?:day|week)\b)"
    rf"|(?i:^(?:{_DOES}) (?:your|the|it|them|a|an|all|both|everything)\b.*\b(?:by|before|until|tonight|tomorrow)\b)"
)
_WHEN = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|next week|\d{1,2} ?(?:am|pm)|\d{1,2}:\d\d|at \d"
_DECISION = re.compile(
    r"(?i:\blet['’]?s (?:go (?:with|for)|do|meet|make it|say|stick|use|take|keep|move|settle|skip|aim|split)\b)"
    r"|(?i:\blet['’]?s (?!see|hope|be|just|talk|discuss|think|not|wait|all)\w+ \w+ \w+)"
    r"|(?i:\b(?:we|it)(?:['’]?(?:re|s|ll|ve)| are| is| will| have)?(?: all| now| then)? (?:going with"
    r"|decided|agreed|settled|set on)\b(?! (?:whether|if|yet)))"
    r"|(?i:\b(?:it|that)(?:['’]s| is) (?:settled|decided|final)\b|^(?:ok(?:ay)?,? )?(?:so )?decision:?\b"
    r"|\bfinal answer\b)"
    r"|(?i:(?<!what )(?<!when )(?<!where )(?<!if )\bwe(?:['’]?ll| will|['’]?re| are) (?:meet|meeting|use"
    r"|split|splitting|present|presenting|skip|skipping|go with)\b)"
    r"|(?i:^(?:ok(?:ay)?|alright|great|good|cool|perfect|fine),? (?:so |then )?(?:we|it['’]?s"
    r"|that['’]?s)\b.*\bthen\b)"
    r"|(?i:^(?:ok(?:ay)?|alright|right|cool|great|perfect|fine|good)[,!.]? (?:so |then )*(?:it['’]?s "
    r"|that['’]?s |we (?:do|say|take) )?"
    rf"(?:{_WHEN})\b)"
    r"|(?i:\b(?:exam|midterm|final|quiz|test|lecture|class|lab|session|meeting|deadline|tutorial|seminar"
    r"|room|presentation"
    r"|assignment)\b.{0,40}\b(?:moved|pushed|changed|postponed|rescheduled|cancel+ed|delayed|extended"
    r"|brought forward)\b)"
    r"|(?i:\bit (?:got|was|is|has been|['’]s been) (?:moved|pushed|changed|postponed|rescheduled"
    r"|extended) (?:to|until|by)\b)"
)
_QUESTION = re.compile(
    r"(?i:^(?!.*[.!]\s*$)"
    r"(?:(?:so|and|but|also|btw|hey|wait|ok|okay|um|hmm|quick question|question|guys|team|everyone|all)[,:]? )*"
    r"(?:(?:does|do|did|has|have|can|is|are|would) any(?:one|body)\b"
    r"|any(?:one|body|1)? (?:know|have|got|understand|free|up for|done|remember|else)\b"
    r"|who(?:['’]s| is| has| can| wants| knows)\b"
    r"|(?:how|where|when|why) (?:do|does|did|can|should|is|are|would) (?:i|we|you|the|it|this|that|they)\b"
    r"|(?:does|did|is|are|was|were|should|will|has|have|can|do(?! the\b))"
    r" (?:the|our|your|my|we|they|he|she|it|there|i|you)\b"
    r"|what(?:['’]s| is| does| do| are| time| page| room| chapter) \w+ ))"
)
_ASKS_LATER = re.compile(r"(?i), (?:can|could|may|should) (?:i|we)\b(?!.*[.!]$)")
_TELLS = re.compile(
    r"(?i:^(?:(?:so|and|but|also|ok),? )*wh(?:at|o)(?:['’]s| is| are) .*"
    r"(?<!what )(?<!where )(?<!when )(?<!who )(?<!how )(?<!why )\b(?:is|are|was|were)\b)"
)
"""A second "is" makes an answer of what begins like a question: "what's in the folder is the old version"."""
_NOT_SO = re.compile(
    r"(?i:(?:\bnot|n['’]t|\bnever|\bwithout)(?: \w+){0,3}$)"
    r"|(?:没(?!关系|问题|事)|(?<![要差])不(?!如|错|然|过|好意思|起)|未|别(?!忘))[^，。！？,\s]{0,6}$"
)
"""Up to the end of a turn of phrase: what is said not to be decided or changed is neither."""
_EMPTY_QUESTION = re.compile(
    r"(?i:^\W*(?:(?:so|and|but|wait|oh|hey|ok|guys|lol),? )*(?:"
    r"how are we (?:all )?(?:feeling|doing)\b.*|(?:"
    r"how are (?:you|u|things)|how['’]?s (?:it going|everyone)|what['’]?s up|really|right|seriously"
    r"|you (?:there|ok|okay)|(?:is )?any(?:one|body) (?:here|there|around|awake|online)|why not|who knows|what|huh"
    r"|no way|are you (?:kidding|serious|sure)|isn['’]?t it|(?:do )?you know what)\b[\w ,]{0,14}[?？!]*)$)"
    r"|^\W*(?:真的|是吗|在吗|有人吗|怎么了|为什么|啥|什么|对吧|不会吧|你们呢|你呢|然后呢)\W*$"
)
LOOKED_AT_CHARACTERS = 400  # so that patterns stay cheap on any text
MOST_HAN_OF_TASK = 60  # in a longer sentence such words stand far apart, and mean something else
_DOES_HAN = (
    "做|写|整理|发|带|查|问|订|打印|准备|上传|翻译|汇总|联系|画|讲|改|补|拍|借|买|更新|提交|交|检查|复印"
    "|建|约|弄|录|看|负责|总结|预习|复习|完成"
)
_TASK_HAN = re.compile(
    rf"我(?:就|先|再|来|去|会|可以|帮你们?|帮大家)?(?:{_DOES_HAN}|找)(?:一下|一遍|个|份)|"
    r"我(?:来|去|负责|今晚|明[天早晚]|后天|周[一二三四五六日天末]|下午|晚上|等会儿?|待会儿?|可以|会|先"
    rf"|再)+[^，。！？]{{0,8}}(?:{_DOES_HAN})"
    r"|(?:大家|各位|同学们?|每个?人|你们?|谁|@\S+|麻烦|请|记得|别忘|帮忙?|务必|需要|还得|得|必须"
    rf"|还要)[^，。！？]{{0,14}}(?:{_DOES_HAN})"
    r"|(?:分工|待办|任务)[：:]|(?i:ddl|deadline|截止)|(?:之前|以前"
    rf"|前)[^，。！？]{{0,6}}(?:{_DOES_HAN})(?:完|好|一下|给|到|上)?"
)
_DECISION_HAN = re.compile(
    r"^(?:好[的吧啊]?[，,]?|行[，,]?|可以[，,]?)?那就[^？?吗]{0,6}(?:周|星期|礼拜|今|明|后天|上午|下午"
    r"|晚上|[\d一二两三四五六七八九十]+[点号日])|"
    r"(?:那)?就(?:这么|这样|先)?(?:定|决定|说定|约|选|用)(?:了|在|为|成|好|这个|吧)|(?:决定|说好|定下来?"
    r"|敲定|确定)(?:了|在|为|用|下来|是|周|明|后|好)"
    r"|(?:就)?(?:这么|这样)(?:定|办)(?:了|吧)?|(?:我们|大家|组里|一致)[^，。]{0,6}(?:决定|同意|商量好|说好)"
    r"|(?:改|推迟|延期|延|提前|挪|换|调)(?:到|成|在|为|至)(?!底)|(?:取消|停课|延期|推迟)了|^(?:结论|决定)[：:]"
)
_ASKS_HAN = re.compile(
    r"(?:吗|呢|么|[了过]没有?|[好行对要去来会能]不)[~～!！\s]*$|^(?:请问|求问|问一?下|想问)"
    r"|有没有人?(?:知道|会|有|能)|谁(?:知道|有|会|能|记得|来)"
    r"|(?:怎么|咋|如何)(?:算|做|写|证|理解|办|解|弄|用)[^了，。]{0,3}(?:$|[，。])|(?:是什么|什么意思"
    r"|哪里错了?|为什么)[啊呀呢]?(?:$|[，。])"
)


def role_of(sentence: str, language: str, *, is_action: bool = False) -> Role:
    """`is_action`: the model takes it for an action item. Of a long sentence both ends are looked at."""
    if len(sentence) > LOOKED_AT_CHARACTERS:
        sentence = sentence[: LOOKED_AT_CHARACTERS - 100] + sentence[-100:]
    if HAN.search(sentence):
        return _chinese(sentence, is_action)
    asks = _ASKS.search(sentence) is not None
    said = action_of(sentence, "en" if language in ("zh", "ja") else language)
    if _TASK.search(sentence) and not (asks and re.match(r"(?i)(?:should|do|does) (?:i|we)\b", sentence)):
        return Role.TASK
    asked = _QUESTION.match(sentence) and not _TELLS.match(sentence)
    if asks or asked or _ASKS_LATER.search(sentence):
        return Role.QUESTION
    if said is Action.DECISION or _is_so(_DECISION, sentence):
        return Role.DECISION
    return Role.TASK if is_action and said else Role.POINT


def _chinese(sentence: str, is_action: bool) -> Role:
    asks = _ASKS.search(sentence) or _ASKS_HAN.search(sentence)
    if asks and not re.search(r"(?:能不能|可以|可不可以|麻烦|能)(?:你|帮|请|把)", sentence):
        return Role.QUESTION
    if _is_so(_DECISION_HAN, sentence) or action_of(sentence, "zh") is Action.DECISION:
        return Role.DECISION
    cued = len(sentence) <= MOST_HAN_OF_TASK and _TASK_HAN.search(sentence)
    return Role.TASK if cued or is_action else Role.POINT


def _is_so(pattern: re.Pattern[str], sentence: str) -> bool:
    return any(not _NOT_SO.search(sentence, 0, found.end()) for found in pattern.finditer(sentence))


def asks_something(sentence: str) -> bool:
    """Whether a question is about anything: "how are you?" and "really?" are not."""
    return _EMPTY_QUESTION.match(sentence) is None
