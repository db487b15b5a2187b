"""The turns of phrase that make a sentence a definition or an action item, by language: data for `by_cues`.

Every entry is a regular expression that hardly matches anything else. In study notes a to-do that is none costs more
than one missed, so questions to the reader ("Can we conclude …?") and a textbook's "we will discuss" are none.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.kinds.cue_parts import (
    A_DAY,
    BY_A_DAY,
    BY_FIGURES,
    BY_THEN,
    CALLED,
    DATE,
    DONE_IN_CLASS,
    ERRAND,
    HAND_IN,
    HAND_OVER,
    JOINT_ERRAND,
    LABEL,
    MEASURED,
    NAMES_A_KIND,
    NOT_LONG_AGO,
    NOT_WAS,
    NOTHING_HAPPENS,
    PERSON,
    POINTING,
    SENT_IN,
    SETS_A_TERM,
    SIGN_UP,
    SOMEBODY,
    SOON,
    STUDIES,
    TOLD_TO_STUDY,
    UNTIL_THEN,
    Cues,
)
from model.kinds.cue_parts_of_han import (
    JA_ASKED,
    JA_DUE,
    JA_OFFERED,
    JA_ORDERED,
    ZH_BY_THEN,
    ZH_COURTESY,
    ZH_DATE,
    ZH_DUE,
    ZH_DUE_ALSO,
    ZH_GENUS,
    ZH_HAND_IN,
    ZH_LABEL,
    ZH_MUST,
    ZH_NAME,
    ZH_NOT_AGO,
    ZH_OCLOCK,
    ZH_POINTING,
    ZH_STUDIES,
    ZH_TERM,
    ZH_TIME,
    ZH_VAGUE,
)
from model.kinds.cues_of_days import EN_DUE, EN_PROMISED
from model.kinds.cues_of_europe import OF_EUROPE
from model.kinds.cues_of_homework import EN_DUE_ALONE, EN_OPEN_UNTIL
from model.kinds.cues_of_korea import KOREAN
from model.kinds.cues_of_terms import JA_TERMS, ZH_TERMS

ANYWHERE = Cues(
    definition=(),
    request=(),
    commitment=(
        r"^\W{0,6}(?:TODO|TO-DO|To-do)s?\s*:",
        r"^\s*(?:[-*+•]\s+)?[☐🔲⬜]\ufe0f?\s*(?=\S+\s+\S+\s+\S|[^\W\d_a-zA-Z]{4})[^☐🔲⬜]*$",
    ),
    decision=(r"^\W{0,6}(?:Decision|DECISION)s?\s?[:：]\s*\S{2}",),
    deadline=(
        r"(?<![A-Za-z-])(?i:ddl|deadline)(?:\s?[:：]|\s*(?:是|为|在|is|ist|es|est)?\s*(?=\d|[今明后下本周这星礼月]))",
    ),
)
"""What is written so in notes of any language."""

AMONG_HAN = Cues(
    definition=(),
    request=(),
    commitment=(r"^\W{0,6}(?:TODO\b|(?:Action|ACTION)(?: [Ii]tems?)?\s?[:：]\s*\S{2})",),
    decision=(),
    deadline=(
        r"(?<![A-Za-z-])(?i:due)(?:\s?[:：]|\s)\s*(?:改[到为至]\s*|延[到至]\s*)?(?:\d|[今明后下本周这星礼月])",
    ),
)
"""English words that mean it where they stand among Chinese, Japanese and Korean ones; elsewhere "due" may be Italian.
"""

CUES: Mapping[str, Cues] = {
    "en": Cues(
        definition=(
            r"\b(?:is|are|was|were) (?:\w+ )?(?:called|termed)\b(?! (?:upon|on|for|to|off|in)\b)",
            r"(?<!so-)\bcalled (?:a|an|the)\b",
            r"\b(?:is|are) (?:\w+ )?(?:known|referred to) as\b|\b(?:known|referred to) as (?:a|an|the)\b",
            r"\b(?:is|are) (?:\w+ )?defined (?:as|to be)\b|\b[Ww]e (?:call|define)\b",
            r"^[\w\s()-]{3,60} refers? to\b(?! (?:this|these|that|it|them|him|her)\b)",
            r"\b(?:is|are) the (?:process|study|ability|amount|tendency|practice|science|branch|field|extent) (?:of"
            r"|by|to)\b",
            r"^An? (?:[\w’'()-]+ ){1,6}(?:is|are) (?:an?|the|any|one)\b.*\b(?:that|which|who|whose|where|in which"
            r"|used|of)\b",
            rf"^(?!(?:{POINTING}|The)\b)[A-Z][\w’'-]*(?: [\w’'-]+){{0,2}}(?: \([^)]*\))? (?:is|are) (?:an?|the|any) .*"
            r"\b(?:that|which|who|whose|where|in which|by which)\b",
            r"\balso (?:called|known as|referred to as)\b",
            SETS_A_TERM,
            NAMES_A_KIND,
        ),
        request=(
            r"(?<!\bI )(?<!\bwe )(?<!\bthey )(?<!as you )(?<!to )\b(?:[Pp]lease|PLEASE|pl[sz])\b"
            r"(?! (?:everyone|anyone|all|package|regression|model|method|the|you|him|her"
            r"|(?:take|have) a seat|be seated|sit down|excuse|forgive)\b)",
            r"(?i:(?:^|[,;:] |\b(?:and|so|but|also) )(?:can|could|will|would|won['’]t|can['’]t) you\b)[^.!]*\?",
            r"(?i:\blet (?:me|us) know\b|\bget back to (?:me|us)\b)",
            rf"(?i:^(?:\w+[,:-]+ )?let['’]s (?:{ERRAND}|discuss|talk|get together)\b)",
            r"(?i:^(?:\w+[,:-]+ )?(?:do you have (?:time|a (?:minute|moment|copy)|the|any)|did you (?:get|receive"
            r"|send|finish|hear)|"
            r"are you (?:available|free|able|coming)|have you (?:sent|finished|received|heard|signed"
            r"|registered))\b)[^.!]*\?",
            r"(?i:\b(?:why don['’]t|how about) (?:we|you|I)\b)[^.!]*\?",
            r"(?i:\b(?:works?|okay|ok|good|convenient) (?:for|with) (?:me|you)\b)",
            rf"(?i:^(?:\w+[,:-]+ |and |also,? |then |so |but |if [^,]{{1,80}}, "
            rf"|when [^,]{{1,80}}, )?(?:just )?(?:{ERRAND})\b)"
            r"(?! (?:is|are|was|were|has|for papers|number|centers?|yourself)\b)",
            r"(?i:(?:^|[,;:] |\b(?:and|then|just) )(?:give|call|send|email|tell|contact|join|remind) (?:me|us)\b)",
            r"(?i:\b(?:don['’]t forget|remember|be sure|make sure|need you|want you|would like you"
            r"|['’]d like you) to\b)",
            rf"(?i:\byou (?:need|have|must|should|will need)(?: to)? (?:{ERRAND})\b)",
            r"(?i:\b(?:would|['’]d) (?:really |greatly |much )?(?:appreciate|be grateful))",
            r"(?i:\b(?:would|['’]d) (?:like|love) to (?:discuss|talk|meet|invite|speak|schedule|ask|hear|get)\b)",
            r"(?i:\b(?:would|could) be (?:great|good|ideal|helpful|nice|best) (?:if|to)\b)",
            r"(?i:\bI (?:suggest|propose|recommend|(?:would|['’]d) suggest)\b)",
            rf"(?i:^\W{{0,6}}(?:(?:all|any|your|please,?) )?{SENT_IN}\b[^.;!?]{{0,60}} to"
            rf" (?:me|us|(?-i:[A-Z])\w+|the \w+)\b[^.;!?]{{0,30}}(?:{BY_A_DAY}|\b(?:by|before) \d{{1,2}}/\d))",
            rf"(?i:^\W{{0,6}}(?:\d{{1,2}}[.)] )?(?:(?:assignment|task|reading|week \d+)(?:[:,–—]| -) )?"
            rf"(?:(?:and|also|then|so|but|next|just|everyone|everybody|all),? ){{0,2}}{TOLD_TO_STUDY}(?! by\b)"
            rf"{NOTHING_HAPPENS}(?:{BY_THEN}))",
            rf"(?i:^\W{{0,6}}{STUDIES}{UNTIL_THEN})",
            rf"(?i:^\W{{0,6}}(?:{BY_THEN})[^\w.;!?]+"
            rf"(?:(?:please |you (?:should|need to|have to|must) ){STUDIES}|{TOLD_TO_STUDY})"
            r"(?!.*\b(?:was|were|had|did)\b))",
            r"(?i:\b(?:as soon as possible|asap)\b|\brsvp (?:by|to|before|with|at|if|please)\b)",
        ),
        commitment=(
            rf"(?i:\bI(?:['’]ll| will| shall| am going to) (?:also |then |just )?(?:{ERRAND}|do it|take care"
            rf"|let you|make sure|"
            r"get|provide|work on|look into|discuss|talk)\b)",
            rf"(?i:\bwe(?:['’]ll| will| are going to| need to| have to| must) (?:also |then )?(?:{JOINT_ERRAND})\b)",
            r"(?i:\b(?:we|I) (?:can|could) (?:meet|schedule|set up|get together)\b)",
            rf"(?i:\bI (?:need|have|ought|must)(?: to)? (?:{ERRAND}|discuss|talk)\b)",
            r"(?i:\b(?:action item|to-?do)s?\s*:)|^\W{0,6}ACTION(?: ?\([^()]{1,20}\))?\s*:"
            r"|^\W{0,6}(?:TODO|TO-DO)\b|^(?:[-*+•]\s+)?\[ ?\]\s+\w",
            rf"(?i:{CALLED}{PERSON}(?:(?:,| and| &) {PERSON}){{0,3}} (?:to|will|shall|must|needs? to|has to)"
            rf" (?-i:[a-z]))",
            rf"(?i:{CALLED}(?:(?:{ERRAND}|get|order|buy|write|draft|find|speak|organi[sz]e|investigate|invite|obtain"
            rf"|chase)\b|[^.;!?]{{0,150}}{BY_A_DAY}))",
            rf"^Will (?:also |then )?(?:{ERRAND}|share|post|collect|buy|write|draft|organi[sz]e|pick up)\b(?![^.!]*\?)",
            r"(?i:^(?:\W{0,3}|[^:\n]{1,30}: )(?:note to self|homework|hw)\s?[:–—-]\s?\S+ \S)",
            rf"(?i:^(?:[-*+•]\s+)?{SOMEBODY}(?:(?:,| and| &) {SOMEBODY}){{0,2}} (?:will|is going to|are going to)"
            rf" (?:also |then )?(?:{ERRAND}|share|post|collect|buy|write|draft|find|organi[sz]e|pick up|get|scan"
            rf"|translate)\b[^.;!?]{{2,120}}\b(?:by|before) {SOON})",
            rf"(?i:^(?:[-*•]\s+)?(?!{LABEL}\b)(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’.-]+"
            rf"|(?: ?[+&/,] ?| and )(?-i:[A-Z])[\w'’-]+){{0,2}}:"
            r"(?!.*\b(?:was|were|had|did|been)\b| \w+s (?:the|an?|his|her|its|their)\b)"  # Sara: the draft by 15 July
            rf" (?:[^.;!?]{{3,100}}{BY_A_DAY}|(?![^.;!?]*\b{MEASURED})[^.;!?]{{3,100}}{BY_FIGURES})"
            r"[^\s.;!?]{0,6}(?:,? (?:at )?\d{1,2}(?::\d\d)?(?: ?[ap]m)?)?\W*$)",
            *EN_PROMISED,
        ),
        decision=(
            r"(?i:\b(?:we|the (?:group|team|board|committee|meeting|council)) (?:have |has |all )?(?:decided|agreed"
            r"|resolved|"
            r"voted)\b)",
            r"(?i:\bit (?:was|has been) (?:decided|agreed|resolved)\b|\bthe decision is\b"
            r"|^\W{0,6}decisions?\s*:\s*\S{2})",
            r"(?i:\bwe(?:['’]re| are) going with\b|\bwe(?:['’]ll| will) go (?:with|for)\b)",
        ),
        deadline=(
            r"(?i:\bdeadline\b(?! (?:pressure|stress)))",
            r"(?i:\bdue (?:by|on|date|before|at|no later|next|this|today|tomorrow|\d{1,2}/\d{1,2}"
            r"|in (?:an?|one|two|three|\d+) (?:day|week)s?\b(?! to\b)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
            r"|(?:mon|tue|wed|thu|fri|sat|sun),? (?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b)",
            r"(?i:\b(?:no later than|not later than|at the latest|by eod|by cob)\b)",
            r"(?is:^(?!.*\b(?:(?:he|she|they) (?:has|have|must|needs?|needed)|had|was|were|(?:he|she|it|they) would)\b)"
            r".*\bby the end of (?:the|this|next) (?:day|week|month)\b)",
            rf"(?i:\b(?:must|ha(?:s|ve) to|needs? to|should|(?:is|are) to) be (?:handed|turned|sent|submitted|returned"
            rf"|delivered|uploaded|e-?mailed|paid|signed|completed|finished|received|registered|filed|lodged"
            rf"|postmarked)\b"
            rf"[^.;!?]{{0,60}}\b(?:by|before) (?:{A_DAY})\b)",
            rf"(?i:\b(?:must|ha(?:s|ve) to|needs? to|should|(?:is|are) to) (?:{HAND_OVER})\b[^.;!?]{{0,60}}"
            r"(?<!divided)(?<!multiplied) (?:by|before) \d{1,2}/\d{1,2}\b(?! of\b))",
            rf"(?i:^\W{{0,6}}{DATE}(?! of\b)(?:(?:{NOT_WAS}){{0,7}}|(?:{NOT_WAS}){{1,3}} (?:is|are))[^\w.;!?]+due"
            rf"(?={DONE_IN_CLASS}|\s*(?:[.!;,(]|$)))",
            rf"(?i:^\W{{0,6}}{DATE}[^\w.;!?]+(?:the )?last day (?:to|for)\b"
            rf"|^\W{{0,6}}(?:the )?last day (?:to|for) \w[^.;!?]{{2,60}}(?:{A_DAY}))",
            r"(?i:(?<!\bhe )(?<!\bshe )(?<!\bthey )\b(?:must|has to|have to|needs? to) be (?:in|on|at|with|ready|done"
            rf"|there|here)\b[^.;!?]{{0,60}}\b(?:by|before) {SOON})",
            rf"(?i:(?<!was )(?<!were )\bneeded (?:back )?by (?:{A_DAY}))",
            rf"(?i:\b(?:is|are) (?:kindly )?(?:asked|requested|reminded) to [^.;!?]{{0,80}}{BY_A_DAY})",
            rf"(?i:\b(?:{SIGN_UP})\b:?(?:(?!\b(?:that|found|finds?|shows?|says?)\b)[^.:;!?]){{0,40}}"
            rf"\bcloses? (?:on \d{{1,2}}/\d{{1,2}}|(?:(?:on|at|by) )?"
            rf"(?:{A_DAY}))\b)",
            rf"(?i:(?:\b(?:we|you|I|everyone|everybody|(?:all )?students)(?: all)?(?: (?:have|need|are|['’]ve got) to"
            rf"| must| should|['’]ve got to)|^(?:need|have|got) to) (?:also )?{STUDIES}[^;!?]{{2,150}}?(?:{BY_THEN}))",
            rf"(?i:\b(?:we|you|I|everyone|everybody|(?:all )?(?:students|participants|applicants|candidates|members))"
            rf"(?: all)?(?: (?:have|need|are|['’]ve got) to| must|['’]ve got to) (?:{HAND_IN})\b[^.;!?]{{0,60}}"
            rf"\b(?:by|before) (?:{A_DAY})\b{NOT_LONG_AGO})",
            *EN_DUE,
            *EN_DUE_ALONE,
            *EN_OPEN_UNTIL,
        ),
    ),
    "zh": Cues(
        definition=(
            r"(?<!一)是指(?![出望导])|指的是(?!什么)|系指|即指|称(?:之为|为|作)(?!了)|(?:被|这就?|我们)叫[做作]|定义为"
            r"|[^，。]{4,}，这就?叫(?![人我你您他她它什啥板好苦真有没不])[“「]?[\u4e00-\u9fff]{2,12}[”」]?。?\s*$"
            r"|^[^，。]{0,12}所谓(?!的)[^。]{1,30}(?:是|指|即)",
            r"^(?![它这那我他她其每该此也还就]|[但可却都才又若只算总便正乃既即更凡]是)[^，。；]{1,14}(?<![不只])是一[种类门](?!(?:非常|十分|很|比较"
            r"|极))[^。]{4,60}的[^，。]{1,14}[，。；]?",
            r"^[^，。；]{2,16}(?<![手食拇戒])指(?![出着示导标数责向望定南挥纹甲头点引派明代控令])[^，。]{4,}的",
            r"(?:又|也|亦|简)称(?:为|作)?[“「《]?\w",
            rf"^(?!{ZH_POINTING}){ZH_TERM}是(?!{ZH_VAGUE})[^。；！？我你您他她它]{{8,60}}(?<!有效|简单|重要|常用|常见|主要)的(?:{ZH_GENUS})[。\s]*$",
            rf"^(?!{ZH_POINTING}|{ZH_LABEL}){ZH_TERM}[：:]\s?(?!{ZH_VAGUE}|这|那|[是就])[^。；！？我你您他她它]{{6,80}}(?<!有效|简单|重要|常用|常见|主要)的(?:{ZH_GENUS})[。\s]*$",
            *ZH_TERMS,
        ),
        request=(
            r"(?:^|[，。；：、！\s]|大家|各位|你们?|您|同学们?|同事们?|老师|先|也|并|[到届]时)(?:烦|敬|务|恳)?"
            rf"请(?!{ZH_COURTESY})(?:大家|各位|您|你们?)?"
            r"(?!注意|参[阅见看考]|看|问|有|记住|思考|想|求|假|客|教|战|愿|示|柬|罪|辞|命|缨)",
            r"麻烦(?:你|您|大家|各位)(?!们?了(?!解)|们?[\s，。！!~～]*$)|务必(?!要求)|切记|请勿|(?:别|不要|勿)忘|记得(?=[把在带去交给要提发先填看做])",
            r"(?:^|[，。；]|你们?|您)(?:能不能|可不可以|可否|能否)(?:帮|请|把|给|发|麻烦)|(?:你|您|大家)(?:需要?|必须|得)[把在将于]",
            r"由(?![于此来])[^，。]{1,14}(?:负责|牵头|跟进|对接|落实)",
            rf"(?:^|[，。；：、\s@])(?:{ZH_NAME}|(?:[\u4e00-\u9fff]{{1,3}})?(?:老师|同学|经理|主任|组长|班长|委员)|第[一二三四五六七八九十\d]组)"
            r"(?:[：:，]\s?|共同|主要|要|来)?负责(?![人任制的])|(?:你们?|您)(?:要|来)?负责(?![人任制的])",
            r"^\W{0,4}注意[：:，,！!\s]{1,2}[^。]{0,20}(?:不得(?![不已而以])|不要|不能|严禁|禁止)"
            r"|(?:^|[，。；])[^，。；]{0,4}(?:会议|考试|活动|上课|课堂|比赛)(?:期间|时|中)?(?:一律)?(?:严禁|不得(?![不已而以]))",
        ),
        commitment=(
            r"(?:^|[，。；：\s])(?:我们?|本人|咱们?)(?:来|会|先)?负责(?![人任制的])",
            r"我们?(?:会|将|来|去)(?:尽快|负责|跟进|整理|联系|安排|提交|发给)|(?:我们?|本人|咱们?)(?:会|将)[在于][^，。]{1,10}(?:之|以)?前",
            r"(?:待办|行动项|下一步(?:工作|计划)?)[：:]",
            rf"(?:我们?|本人|咱们?)[^，。；]{{0,6}}(?:需要?|必?须|应该?|要|得)[在于][^，。]{{1,16}}(?:之|以)?(?:前|内)[^，。]{{0,12}}(?:{ZH_DUE})",
        ),
        decision=(
            r"(?:会议|我们|大家|双方|各方|小组|委员会|团队|公司|学校|董事会)(?:一致|最终|最后|共同|讨论后?|已经?|还)?(?:决定|商定|议定|同意)",
            r"^决(?:定|议)[：:]|一致(?:通过|同意)|(?:会议|讨论)决定|决定(?:采用|由|将|于|不再|推迟|取消|成立|启动)",
            r"就这[么样](?:说?定|办)(?:[了啦]|吧)|^同意(?:采用|按|由|将|实施|推迟|取消)"
            r"|^(?:会议|大家|全体)?同意[^，。；？]{1,14}的(?:方案|提议|意见|建议|提案|计划|安排|报价|申请)",
        ),
        deadline=(
            rf"(?<!数据|统计|资料)截止(?:于|为|是|在|到|至|[：:\s]){{0,3}}[这本下]{{0,2}}{ZH_DATE}[^，,；;。]{{0,14}}[。！!\s]*$|{ZH_DATE}[^，,；;。]{{0,10}}截止(?![到至于目])",
            r"截止(?:日期|时间|日|[：:])|(?:报名|申请|提交|投稿|缴费)截止|最[晚迟](?:不超过|[于在到])?[\d一二三四五六七八九十今明后周星本下]|不[迟晚]于|逾期",
            rf"(?:日|号|[一二三四五六]|{ZH_NOT_AGO}|底|{ZH_OCLOCK}|{ZH_TIME})(?:之|以)?前[^，。]{{0,6}}(?:{ZH_HAND_IN}|发(?![生现展明车射布])|报(?![道告])"
            r"|回复|确认|缴|填|转[给账]|付[款清]|还给|打卡)",
            rf"(?:日|号|[一二三四五六]|{ZH_NOT_AGO}|底|{ZH_OCLOCK}|{ZH_TIME})(?:之|以)?前(?:请|要|必须|务必)?把[^，。]{{1,24}}"
            r"(?:做完|完成|交[到给上]|发[到给]|提交|填[好完]|写[完好]|看完|读完|准备好|寄[给到回]|上传)",
            rf"(?:^|[，。；：:、\s]|大家|各位|同学们?|你们?|我们?)(?:{ZH_MUST}|在){{0,2}}{ZH_BY_THEN}[，,：:]?\s?{ZH_MUST}{{0,2}}{ZH_STUDIES}",
            rf"^\W{{0,6}}[^，。；！？\s他她]{{1,20}}?{ZH_BY_THEN}{ZH_MUST}?{ZH_STUDIES}[。！!\s]*$",
            rf"^\W{{0,6}}(?:\d{{1,2}}[.、]\s?)?{ZH_STUDIES}[^，。；！？]{{1,30}}?[，,（(\s]\s?{ZH_MUST}?在?{ZH_BY_THEN}[）)。！!\s]*$",
            rf"(?:作业|报告|论文|材料|表格?|稿)[^。！？]{{0,24}}{ZH_DATE}(?:上|下课|统一)?交(?:给[^，。]{{1,6}})?[。！!\s]*$",
            rf"{ZH_DATE}[^，。；]{{0,12}}(?:之|以)?前[^，。；]{{0,30}}(?:提交|报送|上交|交[至到给]|寄[至到]|发送?至|送达|缴[纳费])",
            rf"(?:需|必?须|应当?|务必)于[^，。]{{1,24}}(?:之|以)?(?:前|内)[^，。]{{0,12}}(?:{ZH_DUE})",
            rf"(?:需要?|必?须|应该?|应当|要|得)[在于][^，。]{{0,16}}[日号一二三四五六天点时底周月分\d会课考班学晚午节假始]\s?(?:之|以)?(?:前|内)"
            rf"[^，。]{{0,12}}(?:{ZH_DUE})",
            *ZH_DUE_ALSO,
        ),
    ),
    **OF_EUROPE,
    "ko": KOREAN,
    "ja": Cues(
        definition=(r"とは(?!何)[^。]{4,}(?:である|です|のこと|を(?:指|い|言)|という)|と(?:呼ばれ|呼ぶ|呼び"
        r"|定義)", *JA_TERMS),
        request=(rf"{JA_OFFERED}|{JA_ASKED}|(?:て|で)(?:もら|いただ)え(?:ます|ません)か", *JA_ORDERED),
        commitment=(r"(?:担当|対応|準備|送付|提出)(?:し|いたし|致し)ます",),
        decision=(r"ことに(?:決ま|決定|しま|なりま)|(?:を|が|と)決定(?:し|され)",),
        deadline=(
            r"締め?切り?(?!り?(?:に追われ|[はをが]過ぎ))|期限(?!が?切れ)|までに[おご]?(?:提出|送|回答|返信|連絡|完了)(?!さ?れ?し?た|する(?:ことが|方針|見|と[言述語約話発])|ると)",
            r"(?:[月火水木金土日]曜日?|明日|明後日|来週|今週末?|月末|\d日)(?:の?\d{1,2}時)?までに[^。]{0,24}"
            r"(?:読[みむんも]|終わ[らりる]|復習|予習|書[きくい]|解[きくい]|覚え|暗記|練習|仕上げ|見[てる])(?!た|だ|まし"
            r"|[^。]{0,4}(?:ことが|見込|予定|はず|だろ|でしょ|らし))",
            *JA_DUE,
        ),
    ),
}  # fmt: skip
