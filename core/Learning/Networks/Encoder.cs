using PlayCount.Learning.Kernels;

namespace PlayCount.Learning.Networks;

/// <summary>Turns a clip's vector x into the code tanh(xW + b). Not safe for use by several threads at once.</summary>
public sealed unsafe class Encoder
{
    private readonly Pinned<float> _weights;
    private readonly DenseLayer<float> _layer;

    /// <summary>An encoder of given weights.</summary>
    /// <param name="spec">Its sizes.</param>
    /// <param name="weights">Kernel, row-major, then bias; copied.</param>
    /// <exception cref="ArgumentException">A size is out of range, or there are more or fewer weights.</exception>
    public Encoder(EncoderSpec spec, ReadOnlySpan<float> weights)
    {
        Spec = spec.Checked();
        if (weights.Length != spec.ParameterCount)
            throw new ArgumentException($"The encoder has {spec.ParameterCount} weights; {weights.Length} are given.", nameof(weights));
        _weights = new Pinned<float>(weights.Length);
        weights.CopyTo(_weights.Span);
        _layer = new DenseLayer<float>(LayerOf(spec), spec.Inputs, _weights.Pointer);
    }

    /// <summary>Its sizes.</summary>
    public EncoderSpec Spec { get; }

    /// <summary>Kernel, row-major, then bias.</summary>
    public ReadOnlyMemory<float> WeightMemory => _weights.Array;

    /// <summary>The codes of all clips, vectors of <see cref="EncoderSpec.Units"/> numbers; a clip's depends on that clip alone.</summary>
    /// <param name="clips">Standardized as those that the encoder was fitted on.</param>
    /// <exception cref="ArgumentException">The clips have another length.</exception>
    public ClipSet<float> Encode(ClipSet<float> clips)
    {
        if (clips.Inputs != Spec.Inputs)
            throw new ArgumentException($"The clips have {clips.Inputs} numbers; the encoder takes {Spec.Inputs}.", nameof(clips));
        var codes = new ClipSet<float>(Spec.Units);
        for (var song = 0; song < clips.Count; song++)
        {
            var values = clips[song];
            var rows = values.Length / Spec.Inputs;
            fixed (float* x = values)
                _layer.Forward(x, rows, Workers.One);
            codes.Add(new ReadOnlySpan<float>(_layer.Output, rows * Spec.Units));
        }

        GC.KeepAlive(this);
        return codes;
    }

    internal static DenseSpec LayerOf(EncoderSpec spec) => new(spec.Units, Activation.Tanh);
}
