"""Check a draw of homes: python verify_invite.py record.json addresses.csv [ward ...] [id=column] [letters=letters.csv]
(Python 3.9 or newer, nothing else needed). Name the columns within which letters were drawn, in their order.

Prints what is right and what could not be checked; stops at the first thing that is wrong, with exit code 1."""
import csv, hashlib, hmac, io, itertools, json, re, sys, unicodedata
from collections import Counter
from fractions import Fraction
from pathlib import Path

KEYS = {"uprn", "postcode", "zip", "ziproyalmail"}

def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

def digest(label, value):
    return hashlib.sha256(("engage invitation %s 1\n%s" % (label, canonical(value))).encode()).hexdigest()

def need(truth, what):
    if not truth:
        raise ValueError(what)

def plain(text):
    kept = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    return kept or " ".join(text.casefold().split())

def read(path, columns, id_column):
    """Each home once, by what makes it this home and no other, with its values in the columns."""
    text = Path(path).read_bytes().decode("utf-8-sig")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=re.match("[^\r\n]*", text)[0].count))
    header, *rows = [row for row in lines if any(cell.strip() for cell in row)]
    guarded = "engage_guarded" in header  # then an apostrophe keeps spreadsheets from running a cell as a formula
    places = [n for n, name in enumerate(header) if name.strip() != "engage_guarded"]
    free = lambda cell: (re.sub("^'('*[=+@\t\r\0-])", r"\1", cell) if guarded else cell).strip()
    header, *rows = [[free((row + [""] * len(header))[n]) for n in places] for row in [header, *rows]]
    names = [plain(name) for name in header]
    find = lambda name: names.index(plain(name)) if plain(name) in names else need(0, "the list has no column " + name)
    own = [find(id_column)] if id_column else [n for n, name in enumerate(names) if name in KEYS or name.startswith("address")]
    within, homes = [find(name) for name in columns], {}
    for row in sorted(rows):
        key = " ".join(plain(row[n]) for n in own if row[n])
        need(key, "a home has no address")
        homes.setdefault(key, " · ".join(row[n] for n in within))
    return homes

def shares(sizes, weights, letters):
    """Letters in proportion to homes times weight; a part that would get more than it has homes gets all of them."""
    full = {}
    while True:
        rest, left = letters - sum(full.values()), [name for name in sorted(sizes) if name not in full]
        parts = {name: sizes[name] * weights[name] for name in left}
        total = sum(parts.values())
        need(total or not rest, "there are fewer homes than letters")
        over = [name for name in left if total and rest * parts[name] > total * sizes[name]]
        full.update((name, sizes[name]) for name in over)
        if not over:
            exact = {name: rest * parts[name] / total if total else Fraction(0) for name in left}
            order = sorted(left, key=lambda name: (int(exact[name]) - exact[name], -exact[name], name))
            more = order[: rest - sum(map(int, exact.values()))]
            return {**full, **{name: int(exact[name]) + (name in more) for name in left}}

def drawn(homes, plan, seed):
    stream = itertools.chain.from_iterable(hmac.new(seed, i.to_bytes(8, "big"), "sha256").digest() for i in itertools.count())
    def below(limit):
        bits = (limit - 1).bit_length()
        numbers = (int.from_bytes(bytes(itertools.islice(stream, (bits + 7) // 8)), "big") for _ in itertools.count())
        return next(number for number in (each & ((1 << bits) - 1) for each in numbers) if number < limit)
    for name in sorted(plan):
        keys = sorted(key for key in homes if homes[key] == name)
        for place in range(plan[name]):
            other = place + below(len(keys) - place)
            keys[place], keys[other] = keys[other], keys[place]
        yield from keys[: plan[name]]

def verify(record, addresses, columns=(), id_column="", letters=""):
    try:
        r = json.loads(Path(record).read_bytes())
        need(r["format"] == "engage-invitation-record/1", "not a record of a known format")
        need(digest("record", {k: v for k, v in r.items() if k != "record_sha256"}) == r["record_sha256"], "the record was changed")
        homes = read(addresses, columns, id_column)
        need(digest("addresses", sorted([s, k] for k, s in homes.items())) == r["hashes"]["addresses"], "these are other addresses, or other columns")
        need(digest("plan", r["strata"]) == r["hashes"]["plan"], "the hash of the plan is wrong")
        sizes, weights = Counter(homes.values()), {name: Fraction(weight) for name, _, weight, _ in r["strata"]}
        plan = {name: count for name, _, _, count in r["strata"]}
        need({name: size for name, size, _, _ in r["strata"]} == sizes and plan == shares(sizes, weights, r["letters"]), "the letters are not shared out as they should be")
        seed = "\n".join(["engage invitation seed 1", r["hashes"]["addresses"], r["hashes"]["plan"], r["public_string"]])
        keys = sorted(drawn(homes, plan, hashlib.sha256(seed.encode()).digest()))
        need(digest("drawn", keys) == r["drawn_sha256"], "the draw gives other homes")
        need(not letters or sorted(read(letters, (), id_column)) == keys, "the letters go to other homes")
        good = ["the record is whole", "the addresses", "the letters of each part", "hashes and public string give these homes"]
        return good + ["the letters go to them"] * bool(letters), [] if letters else ["the print list"], ""
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, csv.Error, OSError) as error:
        return [], [], str(error) or type(error).__name__

if __name__ == "__main__":
    named = {arg: re.fullmatch("(id|letters)=(.*)", arg) for arg in sys.argv[3:]}
    given = {found[1]: found[2] for found in named.values() if found}
    good, unknown, wrong = verify(*sys.argv[1:3], [arg for arg in named if not named[arg]], given.get("id", ""), given.get("letters", ""))
    print(*map("checked: {}".format, good), *map("not checked: {}".format, unknown), "WRONG: " + wrong if wrong else "ok", sep="\n")
    sys.exit(1 if wrong else 0)
