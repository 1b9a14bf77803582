"""Archives of any size in the layout of the Million Song Dataset's Echo Nest mapping, and one pass over them; see lookup.sh."""
import io
import json
import os
import random
import resource
import sys
import tarfile
import time

WANTED = 341
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ID = LETTERS + LETTERS.lower() + "0123456789"


def song_id(number):
    # Spread over the folders: the 3rd and 4th character name one.
    spread = (number * 7_368_787) % 308_915_776  # a prime, and 26 to the 6th power: each number another id
    letters = ""
    for _ in range(6):
        spread, letter = divmod(spread, 26)
        letters += LETTERS[letter]
    return f"SO{letters}12A{number % 10_000_000:07d}"


def record(draw, number):
    """As the real ones: a third without songs, of the others most with tracks of several catalogs."""
    songs = []
    if draw.random() > 0.33:
        tracks = [
            {"album_name": f"Album {draw.randrange(10 ** 6)}", "foreign_id": f"{catalog}:track:{draw.randrange(10 ** 9)}", "catalog": catalog,
             "id": f"TR{draw.randrange(10 ** 12):016d}", "foreign_release_id": f"{catalog}:release:{draw.randrange(10 ** 9)}"}
            for catalog in draw.choices(["7digital-UK", "7digital-US", "musicbrainz", "discogs", "deezer", "rdio-US"], k=draw.randrange(8))
        ]
        if draw.random() < 0.7:
            tracks.insert(draw.randrange(len(tracks) + 1), {
                "catalog": "spotify", "foreign_id": "spotify:track:" + "".join(draw.choices(ID, k=22)), "id": "TR1"})
        songs = [{"id": song_id(number), "artist_name": f"Artist {draw.randrange(40_000)}", "title": f"Title {draw.randrange(500_000)}",
                  "tracks": tracks, "foreign_ids": []}]
    return json.dumps({"response": {"status": {"version": "4.2", "code": 0, "message": "Success"}, "songs": songs}}).encode()


def make(records, archive, songs):
    draw = random.Random(1)
    with tarfile.open(archive + ".unfinished", "w|bz2") as tar:
        for number in range(records):
            name, content = song_id(number), record(draw, number)
            entry = tarfile.TarInfo(f"millionsongdataset_echonest/{name[2:4]}/{name}.json")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    os.rename(archive + ".unfinished", archive)
    with open(songs, "w") as wanted:
        wanted.writelines(song_id(number) + "\n" for number in sorted(random.Random(2).sample(range(records), WANTED)))


def spotify(content):
    for song in json.loads(content)["response"]["songs"][:1]:
        for track in song.get("tracks", []):
            if track["catalog"] == "spotify":
                return track["foreign_id"]
    return None


def find(archive, songs):
    start = time.perf_counter()
    wanted = {line.strip() + ".json" for line in open(songs)}
    mapped = 0
    with tarfile.open(archive, "r|bz2") as tar:
        for entry in tar:
            if os.path.basename(entry.name) in wanted and spotify(tar.extractfile(entry).read()):
                mapped += 1
            tar.members = []  # else every entry stays in memory
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"{time.perf_counter() - start:.2f} {peak:.0f} {mapped}")


if sys.argv[1] == "make":
    make(int(sys.argv[2]), sys.argv[3], sys.argv[4])
else:
    find(sys.argv[2], sys.argv[3])
