"""Check the record of a draw: python verify_draw.py record.json [people.csv] (Python 3.9 or newer, nothing else needed)

Prints what is right and what could not be checked; stops at the first thing that is wrong, with exit code 1."""
import csv, hashlib, hmac, io, itertools, json, re, sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

PORTFOLIO = "portfolio digits purpose method seats fixed panels weights total"

def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")

def digest(label, value):
    return hashlib.sha256(b"engage " + label.encode() + b" 1\n" + canonical(value)).hexdigest()

def need(truth, what="a number is not whole"):
    if not truth:
        raise ValueError(what)

def drawn_number(seed, limit):
    blocks = (hmac.new(seed, i.to_bytes(8, "big"), "sha256").digest() for i in itertools.count())
    stream, bits = itertools.chain.from_iterable(blocks), (limit - 1).bit_length()
    while True:
        number = int.from_bytes(bytes(itertools.islice(stream, (bits + 7) // 8)), "big") & ((1 << bits) - 1)
        if number < limit:
            return number

def check(data, people):
    yes, no = [], ["that no fairer portfolio exists (least_chance_bound, in_no_panel); this needs a solver"]
    r = json.loads(data, parse_float=lambda text: need(None), parse_constant=lambda text: need(None))
    need(isinstance(r, dict) and r.get("format") == "engage-draw-record/1", "not a draw record of a known format")
    need(canonical(r) == data, "the record's bytes are not canonical")
    need(digest("record", {k: v for k, v in r.items() if k != "record_sha256"}) == r["record_sha256"], "the record was changed")
    need(r["kind"] == ("private" if "answers" in r else "public"), "the record is not of the kind it says")
    yes.append("the record is whole")
    tickets, seats, fixed = set(r["tickets"]), r["seats"], set(r["fixed"])
    need(len(tickets) == len(r["tickets"]) and tickets == set(r["commitments"]) and fixed <= tickets, "the tickets don't fit")
    for name, *keys in map(str.split, ("pool categories commitments", "targets seats targets", PORTFOLIO)):
        held = {k: r[k] for k in keys if k != "digits" or k in r}
        need(digest(name, held) == r["hashes"][name], "the hash of the %s is wrong" % name)
    yes.append("the hashes of pool, targets and portfolio")
    need(min(r["weights"]) > 0 and len(r["panels"]) == len(r["weights"]), "the weights are not positive, one a panel")
    need(sum(r["weights"]) == r["total"], "the weights don't add up")
    need("digits" not in r or len(r["panels"]) == r["total"] == 10 ** min(r["digits"], 9) > 1, "the numbers don't fit the panels")
    chances = dict.fromkeys(tickets, 0)
    for panel, weight in zip(r["panels"], r["weights"]):
        need(len(panel) == len(set(panel)) == seats and fixed <= set(panel) <= tickets, "a panel has wrong members")
        for ticket in panel:
            chances[ticket] += weight
    yes.append("every panel has %d different members" % seats)
    need(chances == r["chances"] and not any(chances[t] for t in r["in_no_panel"]), "a stated chance is wrong")
    least = min((Fraction(c, r["total"]) for t, c in chances.items() if t not in fixed.union(r["in_no_panel"])), default=1)
    need(Fraction(r["least_chance"]) == least <= Fraction(r["least_chance_bound"]), "the stated least chance is wrong")
    yes.append("everybody's chance, exactly; they add up to the seats")
    if "answers" in r:
        home = {t: n for n, residents in enumerate(r["households"], 1) for t in residents}
        need(set(r["answers"]) == tickets >= set(home), "the answers don't fit the tickets")
        for t, answers in r["answers"].items():
            own = hmac.new(bytes.fromhex(r["salt"]), t.encode(), "sha256").hexdigest()
            need(digest("person", [own, t, answers, home.get(t, 0)]) == r["commitments"][t], "an answer was changed")
        for panel in r["panels"]:
            count = Counter(pair for t in panel for pair in zip(r["categories"], r["answers"][t]))
            need(all(low <= count[c, v] <= high for c, v, low, high in r["targets"]), "a panel misses a target")
            need(max(Counter(home[t] for t in panel if t in home).values(), default=0) <= 1, "two of one household in a panel")
        yes += ["the answers are those that were frozen", "every panel meets every target", "no panel has two of a household"]
    else:
        no.append("targets and households of each panel: the public record holds no answers")
    if people is not None and "answers" in r:
        clean = lambda text: " ".join(re.sub("^'+(?=[=+@-])", "", text).split()).casefold()  # apostrophes that keep formulas off
        header, *people = [list(map(clean, row)) for row in people if any(row)] or [[]]
        places = [header.index(c) if c in header else need(0, "the people file has no column " + c) for c in map(clean, r["categories"])]
        rows = Counter(tuple((row + [""] * len(header))[place] for place in places) for row in people)
        need(rows == Counter(tuple(map(clean, a)) for a in r["answers"].values()), "the people file holds other answers")
        yes.append("the people file holds the same answers, as often")
    else:
        no.append("the people file against the record")
    if "draw" in r:
        d, h, said = r["draw"], r["hashes"], r["draw"]["public_string"]
        seed = hashlib.sha256("\n".join(["engage seed 1", h["pool"], h["targets"], h["portfolio"], said]).encode()).digest()
        number = int(re.fullmatch("[0-9]{%d}" % r["digits"], said)[0]) if "digits" in r else drawn_number(seed, r["total"])
        place = sum(number >= total for total in itertools.accumulate(r["weights"]))
        need(seed.hex() == d["seed"] and place == d["panel"] and r["panels"][place] == d["selected"], "the draw gives another panel")
        yes.append("the hashes and the public string give this panel")
    else:
        no.append("the draw: it has not been held yet")
    return yes, no

def verify(record_path, people_path=None):
    try:
        text = Path(people_path).read_bytes().decode("utf-8-sig") if people_path else ""
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=re.match("[^\r\n]*", text)[0].count))
        return (*check(Path(record_path).read_bytes(), list(rows) if people_path else None), "")
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, csv.Error, OSError) as error:
        return [], [], str(error) or type(error).__name__

if __name__ == "__main__":
    good, unknown, wrong = verify(*sys.argv[1:3])
    print(*map("checked: {}".format, good), *map("not checked: {}".format, unknown), "WRONG: " + wrong if wrong else "ok", sep="\n")
    sys.exit(1 if wrong else 0)
