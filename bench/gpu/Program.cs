using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PlayCount.Gpu.Bench;
using PlayCount.Learning.TorchSharp;
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
using var engine = new TorchEngine(!isSmall, isSmall ? "cpu" : "cuda", precision, memory, Environment.ProcessorCount);
var ceilings = new Ceilings(device, isSmall);
var bandwidth = ceilings.BytesASecond();
var rate = ceilings.OperationsASecond(32 * chosen[^1].Steps, study.Inputs, 400);
Row("engine", engine.Name!);
Row("bandwidth", $"{bandwidth / 1e9:f0} GB/s");
Row($"product ({32 * chosen[^1].Steps} x {study.Inputs}) by ({study.Inputs} x 400)", $"{rate / 1e9:f0} GFLOP/s");

using (var exact = new TorchEngine(!isSmall, isSmall ? "cpu" : "cuda", Precision.Full, memory, Environment.ProcessorCount))
{
    // In double and in single precision, as tests/Torch has it on processors.
    var (wide, single) = (Losses.Apart<double>(exact), Losses.Apart<float>(exact));
    Row($"losses of both engines over {Losses.Updates} updates, largest difference in float64", $"{wide:e1} of the loss; 1e-9 is asked");
    Row($"losses of both engines over {Losses.Updates} updates, largest difference in float32", $"{single:e1} of the loss; 1e-4 is asked");
    if (!(wide <= 1e-9 && single <= 1e-4))
        throw new InvalidOperationException("The engines' losses are farther apart than is asked.");
}

var (networks, seconds) = (0, 0.0);
var measured = new List<(double Floor, double Seconds)>();
foreach (var (layers, steps) in chosen)
{
    var plans = study.Plans(layers, steps);
    var most = engine.AtOnce(plans[0], plans.Count);
    var began = Stopwatch.GetTimestamp();
    foreach (var some in plans.Chunk(most))
    {
        using var group = engine.Start(some);
        if (group.Run().Count() != study.Epochs)
            throw new InvalidOperationException("A network ended before its last epoch.");
    }

    var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
    var floor = plans.Count * Floor(layers, steps);
    measured.Add((floor, took));
    (networks, seconds) = (networks + plans.Count, seconds + took);
    Row($"{plans.Count} networks of {layers} x {steps}, {Math.Min(most, plans.Count)} at once", $"{took:f2} s, floor {floor:f2} s");
}

var sweepFloor = Enumerable.Range(1, Study.Depths).Sum(
    layers => Enumerable.Range(1, Study.Lengths).Where(steps => steps <= study.Clips).Sum(steps => study.Listeners * Floor(layers, steps)));
var ratio = measured.Sum(each => each.Seconds) / measured.Sum(each => each.Floor);
Row("networks a minute", $"{networks / seconds * 60:f1}");
Row($"sweep of {study.Networks} networks, floor from bytes and operations", $"{sweepFloor:f1} s");
Row($"sweep of {study.Networks} networks, EXTRAPOLATED from {networks} by their floors", $"{sweepFloor * ratio:f1} s, {ratio:f2} x floor");
return 0;

double Floor(int layers, int steps) => (study.Bytes(layers, steps) / bandwidth) + (study.Operations(layers, steps) / rate);

static void Row(string what, string value) => Console.WriteLine($"| {what} | {value} |");
