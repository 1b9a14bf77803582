using System.Diagnostics;
using System.Globalization;
using PlayCount.Faults;

// Kills what runs of an experiment over six processes on three servers, and checks what comes of it: see README.md.
// faults [--data DIR] [--seed N] [--kills N] [--server-kills N] [--host-kills N]
var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
var seed = Number("--seed", 1);
var data = options.GetValueOrDefault("--data") ?? Directory.CreateTempSubdirectory("playcount-faults-").FullName;
await using var campaign = new Campaign(data, new Random(seed), StudySize.Usual, Console.Out);
Console.WriteLine($"seed {seed}, data {data}");
await campaign.PrepareAsync(CancellationToken.None);
var clock = Stopwatch.StartNew();
await campaign.KillServicesAsync(Number("--kills", 20), CancellationToken.None);
await campaign.KillServersAsync(Number("--server-kills", 5), CancellationToken.None);
await campaign.KillHostAsync(Number("--host-kills", 5), CancellationToken.None);
await campaign.MeasureOutageAsync(CancellationToken.None);
await campaign.FinishAsync(CancellationToken.None);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalMinutes:F1} minutes of kills"));
return campaign.Wrong.Count == 0 ? 0 : 1;

int Number(string name, int usual) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
