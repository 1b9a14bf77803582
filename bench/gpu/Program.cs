using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PlayCount.Gpu.Bench;
using PlayCount.Learning.TorchSharp;
using PlayCount.Learning.Training;
using TorchSharp;

// gpu small|full [float32|tf32|bf16]: `small` on processors, `full` the paper's sizes on the first CUDA device. See bench/gpu.sh.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var isSmall = args is not ["full", ..];
try
{
    NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
}
catch (DllNotFoundException e)
{
    var reason = Array.Find(e.Message.Split('\n'), line => line.Contains(".so", StringComparison.Ordinal));
    Console.Error.WriteLine($"libtorch does not load: {reason}");
    return 2;
}

if (!isSmall && !torch.cuda.is_available())
{
    Console.Error.WriteLine("No CUDA device answers libtorch.");
    return 3;
}

var precision = args.ElementAtOrDefault(1) switch { "tf32" => Precision.Tf32, "bf16" => Precision.BFloat16, _ => Precision.Full };
var study = isSmall ? new Study(Inputs: 512, Listeners: 2, Songs: 10, Clips: 12, Epochs: 2) : new Study(111_168, 5, 30, 50, 100);
(int Layers, int Steps)[] chosen = isSmall ? [(1, 2), (2, 3)] : [(1, 1), (2, 6), (1, 12), (2, 24)];
var device = isSmall ? torch.CPU : torch.CUDA;
var memory = isSmall ? 1L << 30 : 64L << 30;
// First: how products may round is one setting of the whole process, and the last engine has its way.
using (var exact = new TorchEngine(!isSmall, isSmall ? "cpu" : "cuda", Precision.Full, memory, Environment.ProcessorCount))
{
    // In double and in single precision, as tests/Torch has it on processors.
    var (wide, single) = (Losses.Apart<double>(exact), Losses.Apart<float>(exact));
    Row($"losses of both engines over {Losses.Updates} updates, largest difference in float64", $"{wide:e1} of the loss; 1e-9 is asked");
    Row($"losses of both engines over {Losses.Updates} updates, largest difference in float32", $"{single:e1} of the loss; 1e-4 is asked");
    if (!(wide <= 1e-9 && single <= 1e-4))
        throw new InvalidOperationException("The engines' losses are farther apart than is asked.");
}

using var engine = new TorchEngine(!isSmall, isSmall ? "cpu" : "cuda", precision, memory, Environment.ProcessorCount);
var ceilings = new Ceilings(device, isSmall);
var bandwidth = ceilings.BytesASecond();
var rate = ceilings.OperationsASecond(32 * chosen[^1].Steps, study.Inputs, 400, precision);
Row("engine", engine.Name!);
Row("bandwidth", $"{bandwidth / 1e9:f0} GB/s");
Row($"product ({32 * chosen[^1].Steps} x {study.Inputs}) by ({study.Inputs} x 400)", $"{rate / 1e9:f0} GFLOP/s");

var once = Train(study with { Epochs = 1 }, 1, 1);
Row("once a sweep: clips uploaded, kernels loaded, with the first epoch of 1 x 1", $"{once.Seconds:f2} s");
var (networks, seconds) = (0, 0.0);
var measured = new List<(int Steps, double Ratio)>();
foreach (var (layers, steps) in chosen)
{
    var (plans, most, took) = Train(study, layers, steps);
    var floor = plans.Count * Floor(layers, steps);
    measured.Add((steps, took / floor));
    (networks, seconds) = (networks + plans.Count, seconds + took);
    Row($"{plans.Count} networks of {layers} x {steps}, {Math.Min(most, plans.Count)} at once", $"{took:f2} s, floor {floor:f2} s");
}

var sweep = (
    from layers in Enumerable.Range(1, Study.Depths)
    from steps in Enumerable.Range(1, Math.Min(Study.Lengths, study.Clips))
    select (Steps: steps, Floor: study.Listeners * Floor(layers, steps))).ToArray();
var (sweepFloor, sweepSeconds) = (
    sweep.Sum(group => group.Floor), once.Seconds + sweep.Sum(group => group.Floor * RatioAt(group.Steps)));
Row("networks a minute", $"{networks / seconds * 60:f1}");
Row($"sweep of {study.Networks} networks, floor from bytes and operations", $"{sweepFloor:f1} s");
Row($"sweep of {study.Networks} networks, EXTRAPOLATED from {networks} by floor and steps",
    $"{sweepSeconds:f1} s, {sweepSeconds / sweepFloor:f2} x floor");
return 0;

(IReadOnlyList<TrainingPlan<float>> Plans, int AtOnce, double Seconds) Train(Study some, int layers, int steps)
{
    var plans = some.Plans(layers, steps);
    var most = engine.AtOnce(plans[0], plans.Count);
    var began = Stopwatch.GetTimestamp();
    foreach (var together in plans.Chunk(most))
    {
        using var group = engine.Start(together);
        if (group.Run().Count() != some.Epochs)
            throw new InvalidOperationException("A network ended before its last epoch.");
    }

    return (plans, most, Stopwatch.GetElapsedTime(began).TotalSeconds);
}

// Memory and arithmetic may work at the same time: no less than the longer of the two.
double Floor(int layers, int steps) => Math.Max(study.Bytes(layers, steps) / bandwidth, study.Operations(layers, steps) / rate);

// Between the lengths measured, along a line; beyond them as at the nearest.
double RatioAt(int steps)
{
    var (below, above) = (measured.LastOrDefault(one => one.Steps <= steps), measured.FirstOrDefault(one => one.Steps >= steps));
    if (below == default || above == default || below.Steps == above.Steps)
        return (below == default ? above : below).Ratio;
    return below.Ratio + ((above.Ratio - below.Ratio) * (steps - below.Steps) / (above.Steps - below.Steps));
}

static void Row(string what, string value) => Console.WriteLine($"| {what} | {value} |");
