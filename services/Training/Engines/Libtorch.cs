using System.Reflection;
using System.Runtime.InteropServices;

namespace PlayCount.Training.Engines;

/// <summary>
/// Loads libtorch and the library that binds TorchSharp to it, once: from a folder, from beside the program, or from where the system
/// looks.
/// </summary>
internal static class Libtorch
{
    private const string Binding = "LibTorchSharp";

    /// <summary>In the order in which one needs the other; not every libtorch has all.</summary>
    private static readonly string[] Libraries = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];

    private static readonly Assembly Managed = typeof(TorchSharp.torch).Assembly;
    private static nint _binding;

    /// <summary>Loads them; says on one line what is missing and what to do, or null when they are there.</summary>
    /// <param name="folder">Where to look first, or null: it holds the binding, as native/build.sh leaves it, or libtorch.</param>
    public static string? Problem(string? folder)
    {
        try
        {
            if (string.IsNullOrEmpty(folder) || !LoadBinding(Path.GetFullPath(folder)))
                NativeLibrary.Load(Binding, Managed, searchPath: null);
            using var probe = TorchSharp.torch.empty([0L]); // a binding of another TorchSharp loads, and has other functions
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
            or TypeInitializationException)
        {
            return $"The engine torch needs libtorch and what binds TorchSharp to it, which could not be loaded: {Reason(e)} Run "
                + "native/build.sh and build the program again, or name the folder of libLibTorchSharp.so (Training:Libtorch; of run, "
                + "--libtorch), or choose the engine managed; docs/gpu.md tells more.";
        }
    }

    /// <summary>Whether the machine has a driver of CUDA devices; asked before half a gigabyte is loaded for nothing.</summary>
    public static bool HasDriver() => NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out _);

    /// <summary>Loads the binding of a folder, which TorchSharp then takes; where there is none, the folder's libtorch.</summary>
    private static bool LoadBinding(string folder)
    {
        var binding = Path.Combine(folder, FileName(Binding));
        if (!File.Exists(binding))
        {
            LoadLibtorch(folder);
            return false;
        }

        var library = NativeLibrary.Load(binding);
        if (Interlocked.CompareExchange(ref _binding, library, 0) == 0)
            NativeLibrary.SetDllImportResolver(Managed, (name, _, _) => name == Binding ? _binding : 0);
        return true;
    }

    private static void LoadLibtorch(string folder)
    {
        if (!File.Exists(Path.Combine(folder, FileName("torch_cpu"))))
            throw new DllNotFoundException($"'{folder}' has neither {FileName(Binding)} nor {FileName("torch_cpu")}.");
        foreach (var path in Libraries.Select(name => Path.Combine(folder, FileName(name))).Where(File.Exists))
            NativeLibrary.Load(path);
    }

    private static string FileName(string name) => OperatingSystem.IsWindows() ? $"{name}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{name}.dylib"
        : $"lib{name}.so";

    /// <summary>The line that names a missing library or symbol, without the places that were tried in vain; a sentence.</summary>
    private static string Reason(Exception e)
    {
        const StringSplitOptions Plain = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var lines = e.GetBaseException().Message.Split('\n', Plain);
        var line = Array.Find(lines, line => line.Contains("not found (required", StringComparison.Ordinal))
            ?? Array.Find(lines, line => line.Contains("torch", StringComparison.OrdinalIgnoreCase)
                && !line.Contains(Binding, StringComparison.Ordinal) && line.Contains("cannot open", StringComparison.Ordinal))
            ?? (lines[0].StartsWith($"Unable to load shared library '{Binding}'", StringComparison.Ordinal)
                ? $"there is no {FileName(Binding)} that loads beside the program" : lines[0]);
        return line.TrimEnd('.', ':') + ".";
    }
}
