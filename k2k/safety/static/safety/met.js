// Words of violence are met here, before a form leaves the phone or is kept in it. The same list is read by the server
// (phrases.py): phrases, never single words. A text is made plain first; " " stands for where words part.
export const PHRASES = [
  "(?:suami|laki|bapa|ayah|abah|bapak|pakwe|boyfriend|bf|tunang|abang|anak|menantu|ipar|pakcik|bapa tiri|ayah tiri|bekas suami|dia)(?: saya| aku| kami| i)?(?: selalu| kerap| asyik| suka| tiap hari| setiap hari| tiap malam| dah| telah| sudah| nak| cuba| pernah| mula| terus| sering| mabuk| yang){0,3} (?:pukul|pukul2|belasah|tumbuk|tampar|lempang|sepak|terajang|cekik|dera|hentak|tikam|tibai|sakiti|pukul pukul) (?:saya|aku|kami|kitorang|i|mak|emak|ibu|adik|isteri|bini|anak saya|anak aku|anak anak|anak2|budak)(?= )",
  " (?:saya|aku|kami|mak|emak|ibu|anak|adik|isteri|kakak|nenek|i)(?: saya| aku| kami)?(?: selalu| kerap| asyik| tiap hari| tiap malam| dah| telah| sudah| pernah| sering| takut| baru| juga){0,2} (?:kena |di ?)(?:pukul|pukuli|belasah|tumbuk|tampar|lempang|terajang|cekik|dera|rogol|cabul|raba|perkosa|liwat|ugut bunuh)(?! hujan| ombak| angin)(?: oleh| dengan| suami| laki| bapa| ayah| abang| dia| teruk| di rumah| lagi| tiap| setiap| hari| malam| sampai| kat| dalam)?(?= )",
  " (?:pukul|belasah|dera|tibai|pukul pukul|tampar|rogol|cabul|raba) (?:isteri|bini|bini dia|anak dia|anak isteri|anak bini|anak kecil|anak tiri|budak kecil|mak dia|orang tua dia|nenek)(?= )",
  " (?:suami|laki|ayah|bapa|pakwe|boyfriend|bekas suami)(?: saya| aku)? (?:kaki pukul|ganas|panas baran)(?= )",
  " takut(?: sangat| balik| nak balik| pada| dengan| dekat| sama){0,3} (?:suami|laki aku|laki saya|ayah saya|bapa saya|bekas suami|boyfriend|pakwe)(?: saya| aku)?(?= )(?!(?: saya| aku)? (?:jatuh|sakit|tersangkut|terperangkap|tergelincir|lambat|terlambat|tidak|tak|tersekat))",
  " takut(?: sangat| balik| nak balik){0,2} (?:pada|dengan|dekat|sama) (?:anak saya|menantu|abang saya|adik saya)(?= )",
  " (?:ugut|ancam|nak|mahu|cuba)(?: nak| mahu| untuk| hendak){0,2} (?:bunuh|tikam|cekik|simbah asid) (?:saya|aku|kami|kita|i|mak|ibu|anak saya|anak aku|isteri|anak isteri)(?= )",
  " (?:suami|laki|ayah|bapa|abang|dia|boyfriend)(?: saya| aku)? (?:kurung|kunci) (?:saya|aku|kami|isteri|anak)(?= )",
  " (?:saya|aku) (?:kena kurung|dikurung|di kurung)(?= )",
  " (?:keganasan|penderaan|deraan) (?:rumah ?tangga|rumahtangga|domestik|seksual|kanak kanak)(?= )",
  " (?:nak|mahu|rasa nak|ingin|terfikir nak) bunuh diri(?= )",
  " (?:tidak|tak|x|dah tak|sudah tidak) (?:mahu|nak|ingin) hidup(?: lagi)?(?= )",
  " (?:husband|partner|boyfriend|bf|father|dad|stepfather|stepdad|son|brother|uncle|father in law|mother in law|ex|hubby|he|she)(?: has| had| keeps| kept| always| often| just| is| was| will| again| still| sometimes| tried to| wants to| started| got drunk and){0,3} (?:hit|hits|hitting|beat|beats|beating|beaten|slap|slaps|slapped|slapping|punch|punches|punched|punching|kick|kicks|kicked|kicking|choke|chokes|choked|choking|strangle|strangles|strangled|abuse|abuses|abused|abusing|rape|raped|rapes|molest|molested|molests|stabbed)(?: up)? (?:me|us|my (?:kids|children|mother|mum|son|daughter|baby|sister)|his (?:wife|kids|children|child|mother)|the (?:kids|children|baby))(?= )(?! with the (?:door|ball|trolley))",
  " (?:i|we|she|mother|mum|daughter|son|wife)(?: am| m| was| were| is| got| get| been| have been| has been| had been| being| keep getting){1,3}(?: being| often| always| badly)* (?:raped|molested|strangled|sexually abused|abused at home|beaten at home|beaten by|slapped by|punched by|kicked by|abused by|choked by|hit by (?:my|her|his) (?:husband|father|dad|partner|boyfriend|son|brother|stepfather|ex|uncle))(?= )",
  " (?:afraid|scared|frightened|terrified) of (?:my|her) (?:husband|father|dad|partner|boyfriend|son|brother|stepfather|ex)(?= )",
  " (?:scared|afraid|not safe) (?:to go home|to be at home|at home with (?:him|my))(?= )",
  " (?:domestic|family) (?:violence|abuse)(?= )",
  " (?:threatens|threatened|threatening|going|wants|tried|will try) to (?:kill|stab|hurt|beat) (?:me|us|my kids|my children)(?= )",
  " (?:he|husband|father|she|ex|son) (?:will|ll|would) kill (?:me|us)(?= )",
  " (?:locks|locked|keeps) me (?:in the (?:room|house|bedroom|toilet)|inside)(?: so|(?= ))",
  " (?:beats|beating|hits|hitting|abuses|abusing) (?:his|her) (?:wife|kids|children|child|mother|maid)(?= )",
  " (?:kill myself|end my life|do not want to live|don t want to live|want to die)(?= )",
  "(?:老公|丈夫|先生|男朋友|男友|前夫|爸爸|父亲|父親|爸|继父|繼父|儿子|兒子|哥哥|公公|婆婆|他|她)(?:又|总|總|一直|经常|經常|常常|天天|每天|喝醉|喝醉了|喝酒后|昨晚|今晚|会|會|要|都|在|动手|動手){0,3}(?:打|揍|掐|踢|虐待|强奸|強姦|性侵|殴打|毆打|威胁|威脅|非礼|非禮)(?:了|死|着)?(?:我|我们|我們|孩子|小孩|妈妈|媽媽|女儿|女兒)(?!电话|電話|手机|手機|的电话|的電話|家门|家門|家的|们家)",
  "(?:我|妈妈|媽媽|孩子|女儿|女兒|她|姐姐|妹妹)(?:又|一直|经常|經常|常常|天天|每天|常|总是|總是){0,2}被(?:老公|丈夫|先生|男朋友|男友|前夫|爸爸|父亲|父親|继父|繼父|儿子|兒子|家人|他|公公|婆婆)?(?:打(?![开開破碎烂爛扫掃断斷湿濕通翻坏壞扰擾湿印])|殴打|毆打|虐待|强奸|強姦|性侵|家暴|掐|非礼|非禮|软禁|軟禁)",
  "家庭暴力|家暴|虐待(?:我|孩子|儿童|兒童|老人|小孩|妻子)|打(?:老婆|妻子|孩子出气)|掐(?:我|住我|着我)(?:的)?脖子",
  "(?:怕|害怕)(?:我)?(?:老公|丈夫|前夫|男朋友|爸爸)|(?:杀|殺)(?:死|了)?我(?:们|們)?(?!电|電)|想自(?:杀|殺)|要自(?:杀|殺)|不想活",
  " (?:[^ ]+ )?(?:கணவர்|கணவன்|புருஷன்|புருசன்|அப்பா|தந்தை|மகன்|அண்ணன்|மாமியார்|மாமனார்|காதலன்|அவர்|அவன்)(?: [^ ]+){0,3} (?:அடிக்கிறார்|அடிக்கிறான்|அடித்தார்|அடித்தான்|அடிக்கிறாங்க|அடிச்சார்|அடிச்சான்|உதைக்கிறார்|உதைக்கிறான்|உதைத்தார்|கழுத்தை நெரி|மிரட்டுகிறார்|மிரட்டுகிறான்|கொல்லப்|துன்புறுத்துகிறார்|துன்புறுத்துகிறான்)",
  " (?:குடும்ப|பாலியல்) (?:வன்முறை|வன்கொடுமை|துன்புறுத்தல்|தொல்லை)",
  " (?:என்னை|எங்களை|பிள்ளையை|குழந்தையை)(?: [^ ]+){0,2} (?:கொன்றுவிடு|கொலை செய்|கொல்ல|கற்பழி|பூட்டி வை)",
  " (?:தற்கொலை செய்|சாக வேண்டும்|வாழ விரும்பவில்லை|வாழப் பிடிக்கவில்லை)",
  " (?:kanavar|purushan|purusan|appa)(?: [^ ]+){0,2} (?:adikiran|adikirar|adikiraar|adikkiran|adikkirar|adichan|adichar)(?= )"
];

const PATTERNS = PHRASES.map((phrase) => new RegExp(phrase, "u"));

/** The text as the phrases read it: one shape of each letter, small, words parted by one space, one at each end. */
export function plain(text) {
  const words = text.normalize("NFKC").toLowerCase().replace(/\p{Cf}/gu, "").replace(/[\p{P}\p{S}\p{Z}\p{Cc}]+/gu, " ");
  return ` ${words.trim()} `;
}

export const isMet = (text) => {
  const words = plain(text);
  return PATTERNS.some((pattern) => pattern.test(words));
};

const WORDS = "textarea, input[type=text], input:not([type])";
const typed = (form) => [...form.querySelectorAll(WORDS)].filter((field) => !field.disabled && field.value);

/** Whether the page must be shown before anything else; then it is shown, and `again` sends what was decided. */
export function meet(form, template, again) {
  if (form.querySelector("input[name=met]")) return false;
  const fields = typed(form).filter((field) => isMet(field.value));
  if (!fields.length) return false;
  const main = document.querySelector("main");
  const aside = main.cloneNode(false);
  aside.append(template.content.cloneNode(true));
  main.hidden = true;
  main.removeAttribute("id");
  main.after(aside);
  scrollTo(0, 0);
  aside.tabIndex = -1;
  aside.focus();
  wakeExits(aside);
  const back = () => {
    aside.remove();
    main.hidden = false;
    main.id = "main";
    fields[0].focus();
  };
  aside.querySelector("[data-met-without]").onclick = () => {
    for (const field of fields) field.value = "";
    back();
  };
  aside.querySelector("[data-met-as-is]").onclick = () => {
    const mark = document.createElement("input");
    Object.assign(mark, { type: "hidden", name: "met", value: "as-is" });
    form.append(mark);
    back();
    again();
  };
  return true;
}

/** The exit leaves nothing of this page to go back to. */
export function wakeExits(root = document) {
  for (const link of root.querySelectorAll("a[data-exit]")) {
    link.onclick = (event) => {
      event.preventDefault();
      for (const field of document.querySelectorAll("textarea, input[type=text]")) field.value = "";
      document.documentElement.hidden = true;
      location.replace(link.href);
    };
  }
}

wakeExits();
