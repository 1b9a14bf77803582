using System.ComponentModel.DataAnnotations;
using PlayCount.Training.Engines;

namespace PlayCount.Services.Tests.Training;

/// <summary>Which engine trains, where libtorch is looked for in a folder that has none.</summary>
public sealed class EngineOptionsTests : IDisposable
{
    private readonly List<string> _told = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-libtorch-");

    [Fact]
    public void The_managed_engine_trains_where_no_device_answers()
    {
        using var automatic = TrainingEngines.Of(new EngineOptions { MemoryMegabytes = 64 }, threads: 1, _told.Add);
        using var managed = TrainingEngines.Of(new EngineOptions { Engine = "managed" }, threads: 1, _told.Add);

        Assert.Null(automatic.Current.Name);
        Assert.Null(managed.Current.Name);
        Assert.Empty(_told);
    }

    [Fact]
    public void Torch_without_libtorch_is_refused_on_one_line_that_says_what_is_missing_and_what_to_do()
    {
        var options = new EngineOptions { Engine = "torch", Libtorch = _folder.FullName };

        var failure = Assert.Throws<InvalidDataException>(() => TrainingEngines.Of(options, threads: 1, _told.Add));
        var refused = new LibtorchCheck().Validate(name: null, options);

        Assert.Equal(
            "The engine torch needs libtorch and what binds TorchSharp to it, which could not be loaded: "
            + $"'{_folder.FullName}' has neither libLibTorchSharp.so nor libtorch_cpu.so. Run native/build.sh and build the program again, "
            + "or name the folder of libLibTorchSharp.so (Training:Libtorch; of run, --libtorch), or choose the engine managed; "
            + "docs/gpu.md tells more.", failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Equal(failure.Message, Assert.Single(refused.Failures!));
        Assert.True(new LibtorchCheck().Validate(name: null, new EngineOptions()).Succeeded);
    }

    [Fact]
    public void A_binding_that_is_no_library_is_refused_with_its_name()
    {
        var binding = Path.Combine(_folder.FullName, "libLibTorchSharp.so");
        File.WriteAllText(binding, "no library");

        var problem = Libtorch.Problem(_folder.FullName);

        Assert.Contains(binding, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem!);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("cuda", "float32", null, "Training:Engine 'cuda' is no engine: one of auto, managed, torch is right.")]
    [InlineData("torch", "half", null, "Training:Precision 'half' is no precision: one of float32, tf32, bf16 is right.")]
    [InlineData("torch", "bf16", "/no/such/folder",
        "Training:Libtorch '/no/such/folder' is no folder: the one that holds libLibTorchSharp.so is right, or none.")]
    public void A_wrong_setting_is_refused(string engine, string precision, string? libtorch, string problem)
    {
        var options = new EngineOptions { Engine = engine, Precision = precision, Libtorch = libtorch };
        var results = new List<ValidationResult>();

        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true));
        Assert.Equal(problem, Assert.Single(results).ErrorMessage);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(16_777_217)]
    public void Memory_out_of_range_is_refused(int megabytes)
    {
        var options = new EngineOptions { MemoryMegabytes = megabytes };

        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true));
    }
}
