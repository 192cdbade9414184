// How texts are compared: as Fold in generator/search does, which a test holds
// them both to.

const some = /[\u0000-\u001fA-Z`\u0080-\u2fdf\u3300-\u33ff\uf900-\ufaff\uff01-\uff5e]|\ud87e[\udc00-\ude1f]/g;
// What the radicals from U+2E80 on stand for.
const radicals = [
  ..."⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
];
const known = new Map<string, string>();

function one(c: string): string {
  let f = known.get(c);
  if (f === undefined) known.set(c, (f = make(c.codePointAt(0)!)));
  return f;
}

function make(n: number): string {
  if (n < 0x20) return " ";
  if (n === 0x60) return "'";
  if (n < 0x80) return String.fromCharCode(n).toLowerCase();
  if (n === 0x2018 || n === 0x2019 || n === 0x2bc || n === 0x2032) return "'";
  if (n === 0x201c || n === 0x201d || n === 0x201e || n === 0x2033 || n === 0xab || n === 0xbb) return '"';
  if ((n >= 0x2010 && n <= 0x2015) || n === 0x2212) return "-";
  if (n === 0xa0 || n === 0x3000 || n === 0x202f || (n >= 0x2000 && n <= 0x200a)) return " ";
  if (n >= 0xff01 && n <= 0xff5e) return make(n - 0xfee0);
  const c = String.fromCodePoint(n);
  if (n >= 0x2e80) return radicals[n - 0x2e80] ?? c.normalize("NFKC").toLowerCase();
  return c
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}

export function fold(s: string): string {
  return s.replace(some, one).replace(/\u3000/g, " ");
}

// The folded text, and for each of its characters (and its end) where that
// stands in the text itself.
export function foldMapped(s: string): { text: string; at: number[] } {
  let text = "";
  const at: number[] = [];
  let i = 0;
  for (const c of s) {
    const f = fold(c);
    for (let k = 0; k < f.length; k++) at.push(c.length === f.length ? i + k : i);
    text += f;
    i += c.length;
  }
  at.push(s.length);
  return { text, at };
}

export function isHan(c: number): boolean {
  return c >= 0x2e80;
}

export function isWord(c: number): boolean {
  if (c < 0x80) return (c >= 97 && c <= 122) || (c >= 48 && c <= 57);
  return c > 0xbf && c < 0x2000 && c !== 0xd7 && c !== 0xf7;
}
