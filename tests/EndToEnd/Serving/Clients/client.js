// Calls the estimator with @grpc/grpc-js, and messages made from the .proto itself.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const WAV_HEADER_BYTES = 44;
const CHUNK_BYTES = 1000;
const TIMEOUT_MS = 60000;

const [proto, target, user, song, audio, songs] = process.argv.slice(2);
const options = { 'grpc.enable_http_proxy': 0 };
const estimator = grpc.loadPackageDefinition(loader.loadSync(proto, { keepCase: false })).playcount.v1.Estimator;
const client = new estimator(target, grpc.credentials.createInsecure(), options);
const healthProto = path.join(__dirname, 'health.proto');
const Health = grpc.loadPackageDefinition(loader.loadSync(healthProto)).grpc.health.v1.Health;
const health = new Health(target, grpc.credentials.createInsecure(), options);
const deadline = () => ({ deadline: Date.now() + TIMEOUT_MS });

const call = (stub, name, request) => new Promise((resolve, reject) =>
  stub[name](request, deadline(), (error, answer) => (error ? reject(error) : resolve(answer))));

const hear = (pcm16) => new Promise((resolve, reject) => {
  const heard = [];
  const stream = client.predictStream(deadline());
  stream.on('data', (answer) => heard.push(answer)).on('error', reject).on('end', () => resolve(heard));
  stream.write({ start: { userId: user, sampleRateHz: 22050, channels: 1 } });
  for (let first = 0; first < pcm16.length; first += CHUNK_BYTES) {
    stream.write({ pcm16: pcm16.subarray(first, first + CHUNK_BYTES) });
  }
  stream.end();
});

(async () => {
  const { status } = await call(health, 'check', {});
  const bySong = (await call(client, 'predict', { userId: user, songId: song })).estimate;
  const content = fs.readFileSync(audio);
  const byAudio = (await call(client, 'predict', { userId: user, audio: { content, format: 'wav' } })).estimate;
  const heard = await hear(content.subarray(WAV_HEADER_BYTES));
  assert.deepStrictEqual(heard.map((answer) => Boolean(answer.final)), heard.map((_, i) => i === heard.length - 1));
  assert.deepStrictEqual(heard.map((answer) => answer.clipsHeard), heard.map((_, i) => i + 1));
  const ranked = await call(client, 'rank', { userId: user, songIds: songs.split(',') });
  const unknown = await call(client, 'predict', { userId: 'nobody', songId: song }).then(() => 'answered', (error) => grpc.status[error.code]);
  console.log(JSON.stringify({
    health: status,
    model: bySong.modelId,
    clips: bySong.clips,
    bySong: bySong.scaled,
    byAudio: byAudio.scaled,
    byStream: heard[heard.length - 1].estimate.scaled,
    answers: heard.length,
    ranked: ranked.songs.map((entry) => entry.songId),
    unknown,
  }));
  client.close();
  health.close();
})().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
