using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PlayCount.Learning;
using PlayCount.Learning.Kernels;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Training;

namespace PlayCount.Core.Tests.Learning;

/// <summary>The same bits on every register width that has a fused multiply-add.</summary>
public sealed class InstructionSetTests
{
    /// <summary>Names the file that receives instruction set and hash of the weights: how a child process answers.</summary>
    private const string AnswerVariable = "PLAYCOUNT_TEST_ANSWER";

    [Fact]
    public void Training_again_gives_the_same_bits()
    {
        var hash = HashOfTraining();

        Assert.Equal(hash, HashOfTraining());
        if (Environment.GetEnvironmentVariable(AnswerVariable) is { } answer)
            File.WriteAllText(answer, $"{InstructionSets.Current} {hash}");
    }

    /// <summary>On a processor of 256 bits both children use those, and their processes must agree.</summary>
    [Fact]
    [Trait("Set", "Full")]
    public void Training_gives_the_same_bits_with_and_without_512_bit_registers()
    {
        var wide = AnswerOf("1");
        var narrow = AnswerOf("0");

        Assert.NotEqual(nameof(InstructionSet.Avx512), narrow[0]);
        if (wide[0] != nameof(InstructionSet.Vector128)) // else DOTNET_EnableAVX2=0 is set around this test: no fused multiply-add
            Assert.Equal(wide[1], narrow[1]);
    }

    private static string[] AnswerOf(string avx512)
    {
        var answer = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet",
                [typeof(InstructionSetTests).Assembly.Location, "--filter-method", $"*{nameof(Training_again_gives_the_same_bits)}"])
            {
                RedirectStandardOutput = true,
                Environment = { ["DOTNET_EnableAVX512"] = avx512, [AnswerVariable] = answer },
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output);
            return File.ReadAllText(answer).Split(' ');
        }
        finally
        {
            File.Delete(answer);
        }
    }

    /// <summary>Every activation, layers narrower and wider than a register, dropout, every optimizer.</summary>
    private static string HashOfTraining()
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var optimizer in Enum.GetValues<OptimizerKind>())
        {
            foreach (var activation in Enum.GetValues<Activation>())
            {
                var spec = new NetworkSpec(
                    50,
                    [new LstmSpec(37, GateActivation: activation, Dropout: 0.1), new LstmSpec(3)],
                    [new DenseSpec(17, activation), new DenseSpec(1)]);
                var clips = Small.Clips<float>(20, 6, 50);
                var trainer = new Trainer<float>(
                    new Network<float>(spec), 3, Small.Training(3, optimizer), clips, Small.Labelled(clips, 3),
                    new LabelledSamples([], []), new Rng(9));
                Assert.Equal(3, trainer.Run().Count());
                hash.AppendData(MemoryMarshal.AsBytes(trainer.Network.Weights));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
