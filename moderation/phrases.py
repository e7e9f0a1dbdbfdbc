"""Words of advertising and of empty praise, by language, written from what such texts ask for.

An invitation asks the reader to go to something of the writer's own (a channel, a shop), or is one
of the set phrases of advertising. None was taken from a collection of spam. A language that is not
here is no evidence of anything.
"""

import re

_GO = r"\b(?:check|visit|see|watch|follow|join|like|try|view|listen|click|look|go)\b"
_PLACES = r"(?:channel|page|site|web\s?site|blog|shop|store|videos?|profile|links?|account)"
_WARES = r"(?:songs?|music|apps?|products?|services?|offers?)"
_OWN = rf"(?:my|our)\s+(?:\w+\s+){{0,2}}(?:{_PLACES}|{_WARES})\b"

INVITATIONS_BY_LANGUAGE: dict[str, tuple[str, ...]] = {
    "en": (
        rf"{_GO}(?:\W+\w+){{0,4}}?\W+{_OWN}",
        r"\bsubscribe\b",
        r"\bclick\s+(?:here|(?:on\s+)?(?:the|this|my)\s+link)\b",
        r"\blink\s+in\s+(?:my\s+|the\s+)?(?:bio|description|profile)\b",
        r"\b(?:buy|order)\s+now\b",
        r"\blimited(?:\s+time)?\s+offer\b",
        r"\bfree\s+shipping\b",
        r"\b(?:make|earn)\s+(?:\w+\s+)?(?:money|cash)\s+(?:online|fast|from\s+home)\b",
        r"\b(?:contact|write|message|text)\s+(?:me|us)\s+(?:on|at|via)\s+(?:whatsapp|telegram)\b",
    ),
    "es": (
        r"\bsuscr[ií]be(?:te|nse)?\b",
        r"\bvisit[ae]n?\s+(?:mi|nuestr[oa])\s+(?:p[aá]gina|web|sitio|canal|tienda|blog)\b",
        r"\b(?:haz|hagan?)\s+clic\b",
        r"\bcompra\s+ahora\b",
        r"\bgana[rn]?\s+dinero\s+(?:desde\s+casa|online|r[aá]pido|f[aá]cil)",
    ),
    "ca": (
        r"\bsubscriu-(?:te|vos)\b",
        r"\bvisiteu?\s+(?:el\s+nostre|la\s+nostra|el\s+meu|la\s+meva)\b",
        r"\bfes\s+clic\b",
        r"\bcompra\s+ara\b",
    ),
    "de": (
        r"\babonnier(?:t|e|en)\s+(?:\w+\s+)?(?:mich|meinen|unseren)\b",
        r"\bbesuch(?:t|e|en\s+sie)\s+(?:meine|unsere)[nr]?\s+(?:web)?(?:seite|site|shop|kanal)\b",
        r"\bhier\s+klicken\b|\bklick(?:e|t|en\s+sie)?\s+hier\b",
        r"\bjetzt\s+(?:kaufen|bestellen)\b",
    ),
    "fr": (
        r"\babonne(?:z-vous|-toi)\b",
        r"\bcliquez\s+ici\b",
        r"\bachetez\s+maintenant\b",
        r"\bvisitez\s+(?:mon|ma|notre)\s+(?:site|blog|page|boutique|cha[iî]ne)\b",
    ),
    "ar": (r"اشترك(?:وا)?\s+في\s+قنات", r"اضغط(?:وا)?\s+(?:هنا|على\s+الرابط)"),
}

_FINE = r"(?:great|nice|good|awesome|amazing|excellent|wonderful|fantastic|brilliant|superb)"
_POST = r"(?:post|article|blog|site|website|page|content|info|information|work|job|read|topic)"

PRAISE_BY_LANGUAGE: dict[str, tuple[str, ...]] = {
    "en": (
        rf"\b{_FINE}\s+(?:\w+\s+)?{_POST}\b",
        r"\bthank(?:s|\s+you)\s+(?:so\s+much\s+|a\s+lot\s+)?for\s+(?:sharing|posting)\b",
        r"\bkeep\s+(?:it\s+up|up\s+the)\b",
        r"\bvery\s+(?:informative|helpful|useful|interesting)\b",
        r"\bwell\s+(?:written|explained)\b",
        r"\blove\s+(?:this|your)\s+(?:post|article|blog|site)\b",
    ),
    "es": (
        r"\b(?:gran|excelente|buen|incre[ií]ble)\s+(?:art[ií]culo|post|blog|sitio|trabajo)\b",
        r"\bgracias\s+por\s+compartir\b",
    ),
    "ca": (
        r"\b(?:gran|excel·lent|molt\s+bon)\s+(?:article|post|bloc|contingut|treball)\b",
        r"\bgr[aà]cies\s+per\s+compartir\b",
    ),
    "de": (
        r"\b(?:toller|super|klasse|guter|wunderbarer)\s+(?:beitrag|artikel|blog)\b",
        r"\bdanke\s+f[uü]r(?:s\s+teilen|\s+den\s+beitrag)\b",
        r"\bweiter\s+so\b",
    ),
    "fr": (
        r"\b(?:super|excellent|tr[eè]s\s+bon)\s+(?:article|post|blog|site|travail)\b",
        r"\bmerci\s+(?:pour\s+le|du)\s+partage\b",
    ),
}


def _any_of(by_language: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    patterns = (pattern for of_one in by_language.values() for pattern in of_one)
    return re.compile("|".join(patterns), re.IGNORECASE)


INVITATIONS, PRAISE = _any_of(INVITATIONS_BY_LANGUAGE), _any_of(PRAISE_BY_LANGUAGE)

SHORTENERS = frozenset(
    {
        *("bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "buff.ly", "rebrand.ly"),
        *("cutt.ly", "shorturl.at", "rb.gy", "t.ly", "tiny.cc", "v.gd", "s.id", "lnkd.in"),
    }
)
