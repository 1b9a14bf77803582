using System.Globalization;
using MathNet.Numerics.Distributions;
using PlayCount.Calibration.Bench;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Training.Loading;

// Trains a reduced study again and again with each listener's plays shuffled, and prints how often chance is told as skill.
// Usage: FOLDER SHUFFLES; FOLDER is a run's, whose features and selection are used.
var (folder, shuffles) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
var stored = StoredJson.Read<Dictionary<string, string>>(
    File.ReadAllBytes(Path.Combine(folder, StudySettings.FileName)), StudySettings.FileName);
var settings = StudySettings.Parse(stored);
var options = settings.Sweep with
{
    Networks = [.. Enumerable.Range(1, 2).Select(layers => new NetworkLayers(
        [.. Enumerable.Repeat(new LstmSpec(Units: 8), layers)], [new DenseSpec(1)]))],
    Steps = [1, 3, 6],
    Epochs = 15,
};
var study = new ShuffledStudy(new FolderBlobs(folder), options, FrontEndCards.Of(settings));
var unshuffled = study.Run(0);
Console.WriteLine($"plays as planted: p {string.Join(", ", unshuffled.Select(Text))}");

var p = new double[shuffles][];
Parallel.For(0, shuffles, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, shuffle =>
{
    p[shuffle] = study.Run(shuffle + 1);
    Console.Error.WriteLine($"shuffle {shuffle + 1}: p {string.Join(", ", p[shuffle].Select(Text))}");
});

var all = p.SelectMany(listeners => listeners).ToArray();
Console.WriteLine($"{shuffles} shuffles of {p[0].Length} listeners, {options.Networks.Count * options.Steps.Count} networks each, "
    + $"{study.Songs} songs, {options.Folds} folds, {options.Epochs} epochs");
Console.WriteLine("\n| level | family false alarms (Holm) | most that 99 % allow | single p at most the level | most that 99 % allow |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var level in new[] { ListenerSkill.FamilyLevel, 0.05, 0.1, 0.2, 0.5 })
{
    var families = p.Count(listeners => Holm.Adjusted(listeners).Min() <= level);
    Console.WriteLine($"| {Text(level)} | {families} | {Bound(shuffles, level)} | {all.Count(value => value <= level)} | "
        + $"{Bound(all.Length, level)} |");
}

// One listener a shuffle: the listeners of one shuffle share songs, and these p-values must be independent.
var (above, below) = Uniformity.Distances(p.Select(listeners => listeners[0]));
Console.WriteLine($"\nKolmogorov-Smirnov, listener 1 of {shuffles} shuffles: small p-values too many by {Text(above)} "
    + $"(one-sided p {Text(Uniformity.OneSidedP(above, shuffles))}), too few by {Text(below)} "
    + $"(one-sided p {Text(Uniformity.OneSidedP(below, shuffles))}); "
    + $"two-sided p {Text(Uniformity.TwoSidedP(Math.Max(above, below), shuffles))}");
(above, below) = Uniformity.Distances(all);
Console.WriteLine($"All {all.Length} p-values: too many by {Text(above)}, too few by {Text(below)}");

static int Bound(int trials, double level)
{
    var binomial = new Binomial(level, trials);
    return Enumerable.Range(0, trials + 1).First(count => binomial.CumulativeDistribution(count) >= 0.99);
}

static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
