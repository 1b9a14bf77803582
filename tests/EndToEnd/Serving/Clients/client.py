"""Calls the estimator with grpcio, and messages made from the descriptor that the contracts carry."""
import json
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

WAV_HEADER_BYTES = 44
CHUNK_BYTES = 1000
TIMEOUT_SECONDS = 60
SERVICE = "playcount.v1.Estimator"

descriptor, target, user, song, audio, songs = sys.argv[1:]
pool = descriptor_pool.DescriptorPool()
with open(descriptor, "rb") as file:
    pool.Add(descriptor_pb2.FileDescriptorProto.FromString(file.read()))


def message(name):
    found = pool.FindMessageTypeByName("playcount.v1." + name)
    newer = getattr(message_factory, "GetMessageClass", None)
    return newer(found) if newer else message_factory.MessageFactory(pool).GetPrototype(found)


def call(channel, name, request):
    path = f"/{SERVICE}/{name}"
    unary = channel.unary_unary(
        path, request_serializer=type(request).SerializeToString, response_deserializer=message(name + "Response").FromString)
    return unary(request, timeout=TIMEOUT_SECONDS)


def parts(pcm16):
    request = message("PredictStreamRequest")
    start = message("StreamStart")(user_id=user, sample_rate_hz=22050, channels=1)
    yield request(start=start)
    for first in range(0, len(pcm16), CHUNK_BYTES):
        yield request(pcm16=pcm16[first:first + CHUNK_BYTES])


with grpc.insecure_channel(target, options=(("grpc.enable_http_proxy", 0),)) as channel:
    health = channel.unary_unary("/grpc.health.v1.Health/Check", lambda raw: raw, lambda raw: raw)(b"", timeout=TIMEOUT_SECONDS)
    by_song = call(channel, "Predict", message("PredictRequest")(user_id=user, song_id=song)).estimate
    with open(audio, "rb") as file:
        content = file.read()
    by_audio = call(channel, "Predict", message("PredictRequest")(
        user_id=user, audio=message("Audio")(content=content, format="wav"))).estimate
    stream = channel.stream_stream(
        f"/{SERVICE}/PredictStream",
        request_serializer=message("PredictStreamRequest").SerializeToString,
        response_deserializer=message("PredictStreamResponse").FromString)
    heard = list(stream(parts(content[WAV_HEADER_BYTES:]), timeout=TIMEOUT_SECONDS))
    assert [answer.final for answer in heard] == [False] * (len(heard) - 1) + [True]
    assert [answer.clips_heard for answer in heard] == list(range(1, len(heard) + 1))
    ranked = call(channel, "Rank", message("RankRequest")(user_id=user, song_ids=songs.split(",")))
    try:
        call(channel, "Predict", message("PredictRequest")(user_id="nobody", song_id=song))
        unknown = "answered"
    except grpc.RpcError as error:
        unknown = error.code().name

print(json.dumps({
    "health": health[1],  # HealthCheckResponse.status: tag 8, then the value
    "model": by_song.model_id,
    "clips": by_song.clips,
    "bySong": by_song.scaled,
    "byAudio": by_audio.scaled,
    "byStream": heard[-1].estimate.scaled,
    "answers": len(heard),
    "ranked": [entry.song_id for entry in ranked.songs],
    "unknown": unknown,
}))
