"""Names across spellings: a consonant skeleton, French, German and Polish transliterations, small typing errors, case
forms of Slavic names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "v", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
# Order matters: longer first. Belarusian ts(i) and dz(m) stand for Russian t(i) and d(m): Tsikhanouskaya, Dzmitry.
_SOUNDS = [
    ("shch", "S"), ("sch", "S"), ("sh", "S"), ("tch", "C"), ("tsi", "ti"), ("tse", "te"), ("dz", "d"), ("ch", "C"),
    ("zh", "J"), ("kh", "H"), ("gh", "g"), ("ph", "f"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("x", "ks"),
    ("qu", "k"), ("q", "k"), ("w", "v"), ("h", "g"),
]  # fmt: skip
_OU = re.compile(r"(?<=[ao])u(?=[bcdfgklmnprstvz]|$)")


def latin(words: str) -> str:
    """The words in plain lower-case Latin letters: Cyrillic transliterated, accents dropped.

    >>> latin("Лаўроў"), latin("Élysée")
    ('lavrov', 'elysee')
    """
    out = "".join(_CYRILLIC.get(c, c) for c in words.casefold())
    return "".join(c for c in unicodedata.normalize("NFKD", out) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Consonant skeleton of a name: equal for its usual spellings in Latin and Cyrillic.

    Vowels and doubled letters are dropped, sounds written with several letters folded. Short keys collide:
    use it for finding candidates and let the given name or the title decide.

    >>> {key(n) for n in ("Lukashenko", "Lukashenka", "Лукашенко", "Лукашэнка")}
    {'lkSnk'}
    >>> key("Makei") == key("Mackay") == key("Макей")
    True
    """
    out = _OU.sub("v", latin(name))
    for old, new in _SOUNDS:
        out = out.replace(old, new)
    out = re.sub(r"[aeiouyj\W\d_]", "", out)
    return re.sub(r"(.)\1+", r"\1", out)


def is_typo(one: str, other: str) -> bool:
    """True where the two spellings differ by one slip (two from nine letters on): a letter lost, added, changed,
    or two neighbours swapped (Damerau-Levenshtein distance on plain letters).

    >>> is_typo("Luksahenko", "Lukashenko"), is_typo("Gusev", "Gudkov")
    (True, False)
    """
    a, b = latin(one), latin(other)
    shorter = min(len(a), len(b))
    allowed = 0 if shorter < 5 else 1 if shorter < 9 else 2
    if abs(len(a) - len(b)) > allowed or a[:1] != b[:1]:
        return False
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row, older = row, [i], before
        before = previous
        for j, y in enumerate(b, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1] <= allowed


# --- other languages' spellings ---------------------------------------------------------------------------------------

# How each language writes what English writes otherwise, in this order; capitals stand for what is already told.
_CONVENTIONS: dict[str, list[tuple[str, str]]] = {
    "en": [],
    "fr": [
        ("chtch", "shCh"), ("tch", "Ch"), ("ch", "sh"), ("dj", "J"), ("j", "zh"), ("ou", "u"), ("gu(?=[ei])", "g"),
        ("ine$", "in"), ("([oe])ff$", r"\1v"),
    ],
    "de": [
        ("schtsch", "ShCh"), ("tsch", "Ch"), ("dsch", "J"), ("sch", "Sh"), ("ch", "kh"), ("z", "ts"), ("ss", "S"),
        ("(?<![a-z])s(?=[aeiouy])|(?<=[aeiouy])s(?=[aeiouy])", "z"), ("v", "f"), ("w", "v"), ("j", "y"),
    ],
    "pl": [
        ("szcz", "ShCh"), ("sz", "Sh"), ("cz", "Ch"), ("rz", "Zh"), ("ch", "kh"), ("c(?!h)", "ts"), ("w", "v"),
        ("j", "y"), ("ł", "l"),
    ],
}  # fmt: skip
_EVEN = [
    ("[yj]", "i"), ("i+", "i"), ("dzi", "di"), ("ts(?=[ie])", "t"), ("ph", "f"), ("kh", "h"), ("x", "ks"), ("ck|q|c(?=[aou])", "k"),
    ("w", "v"), ("ł", "l"), ("(?<=[ao])u(?=[bcdfgklmnprstvz])", "v"), ("i(?=[aeou])", ""), (r"(.)\1+", r"\1"),
    ("(?<=k)o$", "a"), ("(?<![scz])h", "g"),
]  # fmt: skip


@lru_cache(maxsize=65536)
def even(name: str, convention: str = "en") -> str:
    """The name once its spelling is evened, by one convention: en, fr, de or pl.

    Glides, doubled letters and the last vowel of -enko and -enka do not tell names apart.

    >>> even("Yushchenko"), even("Iouchtchenko", "fr"), even("Juschtschenko", "de"), even("Juszczenko", "pl")
    ('ushchenka', 'ushchenka', 'ushchenka', 'ushchenka')
    """
    out = latin(name).replace("’", "").replace("'", "")
    for old, new in _CONVENTIONS[convention]:
        out = re.sub(old, new, out)
    out = out.lower()
    for old, new in _EVEN:
        out = re.sub(old, new, out)
    return out


def evened(name: str) -> frozenset[str]:
    """All that a name may be once evened, whichever convention it follows.

    >>> even("Putin") in evened("Poutine"), even("Putin") in evened("Patin")
    (True, False)
    """
    return frozenset(even(name, convention) for convention in _CONVENTIONS)


def is_slip(one: str, other: str) -> bool:
    """True where one letter was lost, added, changed, or changed places with its neighbour; a woman's form of a man's
    surname is another name.

    >>> is_slip("luksahenka", "lukashenka"), is_slip("erdogon", "erdogan"), is_slip("lavrova", "lavrov")
    (True, True, False)
    """
    a, b = sorted((one, other), key=len)
    if b == a + "a" or len(b) - len(a) > 1 or a == b:
        return False
    k = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[k:] == b[k + 1 :]
    return a[k + 1 :] == b[k + 1 :] or (a[k : k + 2] == b[k : k + 2][::-1] and a[k + 2 :] == b[k + 2 :])


def is_woman(name: str, women: Set[str]) -> bool:
    """True where the given name, or the whole name, is among these folded names of women.

    >>> (
    ...     is_woman("Hillary Clinton", {"hillary"}),
    ...     is_woman("Park Geun-hye", {"park geun-hye"}),
    ...     is_woman("Li", {"hillary"}),
    ... )
    (True, True, False)
    """
    return latin(name.split()[0]) in women or latin(name) in women


# --- case forms -----------------------------------------------------------------------------------------------------

# (ending of the nominative, endings of genitive, dative, accusative, instrumental, locative); the first that fits.
_RULES: dict[str, list[tuple[str, str]]] = {
    "ru": [
        ("ский", "ского скому ского ским ском"), ("цкий", "цкого цкому цкого цким цком"), ("ой", "ого ому ого ым ом"),
        ("ый", "ого ому ого ым ом"), ("ская", "ской ской скую ской ской"), ("цкая", "цкой цкой цкую цкой цкой"),
        ("ая", "ой ой ую ой ой"), ("ова", "овой овой ову овой овой"), ("ева", "евой евой еву евой евой"),
        ("краина", "краины краине краину краиной краине"), ("ина", "иной иной ину иной иной"),
        ("ов", "ова ову ова овым ове"), ("ев", "ева еву ева евым еве"), ("ёв", "ёва ёву ёва ёвым ёве"),
        ("ин", "ина ину ина иным ине"), ("ын", "ына ыну ына ыным ыне"), ("ия", "ии ии ию ией ии"),
        ("ья", "ьи ье ью ьей ье"), ("жа", "жи же жу жей же"), ("ша", "ши ше шу шей ше"), ("ча", "чи че чу чей че"),
        ("га", "ги ге гу гой ге"), ("ка", "ки ке ку кой ке"), ("ха", "хи хе ху хой хе"), ("а", "ы е у ой е"),
        ("я", "и е ю ей е"), ("ей", "ея ею ея еем ее"), ("ай", "ая аю ая аем ае"), ("ий", "ия ию ия ием ии"),
        ("осол", "осла ослу осла ослом осле"), ("авел", "авла авлу авла авлом авле"), ("ец", "ца цу ца цем це"), ("й", "я ю я ем е"),
        ("усь", "уси уси усь усью уси"), ("ань", "ани ани ань анью ани"), ("ерь", "ери ери ерь ерью ери"),
        ("ь", "я ю я ем е"), ("о", ""), ("е", ""), ("и", ""), ("у", ""), ("ы", ""), ("ю", ""), ("э", ""),
        ("ж", "жа жу жа жем же"), ("ш", "ша шу ша шем ше"), ("ч", "ча чу ча чем че"), ("", "а у а ом е"),
    ],
    "uk": [
        ("осол", "осла ослу осла ослом ослові"), ("тар", "таря тарю таря тарем тареві"),
        ("ський", "ського ському ського ським ському"), ("цький", "цького цькому цького цьким цькому"),
        ("ська", "ської ській ську ською ській"), ("цька", "цької цькій цьку цькою цькій"),
        ("ий", "ого ому ого им ому"), ("енко", "енка енку енка енком енкові"), ("ко", "ка ку ка ком кові"),
        ("тро", "тра тру тра тром трові"), ("ло", "ла лу ла лом лові"),
        ("ов", "ова ову ова овим ові"), ("ев", "ева еву ева евим еві"), ("єв", "єва єву єва євим єві"),
        ("їв", "єва єву їв євом єві"), ("ів", "ова ову ова овом ові"), ("ін", "іна іну іна іним іні"),
        ("їн", "їна їну їна їним їні"), ("ова", "ової овій ову овою овій"), ("ія", "ії ії ію ією ії"),
        ("ївна", "ївни ївні ївну ївною ївні"), ("га", "ги зі гу гою зі"), ("ка", "ки ці ку кою ці"),
        ("а", "и і у ою і"), ("я", "і і ю ею і"), ("ець", "ця цю ця цем ці"), ("ай", "ая аю ая аєм аї"),
        ("ей", "ея ею ея еєм еї"), ("ій", "ія ію ія ієм ії"), ("усь", "усі усі усь уссю усі"),
        ("ськ", "ська ську ськ ськом ську"), ("ь", "я ю я ем і"), ("о", ""), ("е", ""), ("и", ""), ("і", ""), ("у", ""),
        ("ч", "ча чу ча чем чі"), ("ш", "ша шу ша шем ші"), ("ж", "жа жу жа жем жі"), ("", "а у а ом і"),
    ],
    "be": [
        ("асол", "асла аслу асла аслом асле"),
        ("скі", "скага скаму скага скім скім"), ("цкі", "цкага цкаму цкага цкім цкім"), ("ская", "скай скай скую скай скай"),
        ("ая", "ай ай ую ай ай"), ("ка", "кі цы ку кай цы"), ("оў", "ова ову ова овым ове"),
        ("аў", "ава аву ава авым аве"), ("ёў", "ёва ёву ёва ёвым ёве"), ("еў", "ева еву ева евым еве"),
        ("ін", "іна іну іна іным іне"), ("ын", "ына ыну ына ыным ыне"), ("ія", "іі іі ію іяй іі"),
        ("а", "ы е у ай е"), ("я", "і і ю яй і"), ("ей", "ея ею ея еем еі"), ("й", "я ю я ем і"),
        ("усь", "усі усі усь уссю усі"), ("ь", "я ю я ем і"), ("о", ""), ("і", ""), ("у", ""), ("", "а у а ам е"),
    ],
}  # fmt: skip


def cases(word: str, language: str) -> tuple[str, ...]:
    """Nominative, genitive, dative, accusative, instrumental, locative as the ending makes likely, in this order;
    a word that is not declined, or of another language, stands six times.

    >>> cases("Зеленський", "uk")
    ('Зеленський', 'Зеленського', 'Зеленському', 'Зеленського', 'Зеленським', 'Зеленському')
    """
    for ending, others in _RULES.get(language, ()):
        if word.endswith(ending):
            if not others:
                break
            stem = word[: len(word) - len(ending)]
            return (word, *(stem + other for other in others.split()))
    return (word,) * 6


def forms(word: str, language: str) -> tuple[str, ...]:
    """The different case forms, nominative first.

    >>> forms("Лавров", "ru")
    ('Лавров', 'Лаврова', 'Лаврову', 'Лавровым', 'Лаврове')
    """
    return tuple(dict.fromkeys(cases(word, language)))
