using PlayCount.Learning.Kernels;
using PlayCount.Learning.Networks;

namespace PlayCount.Learning.Training;

/// <summary>
/// Fits an autoencoder of one hidden layer to clips: the code is tanh(xW + b), a linear layer makes the clip of it again, and the mean
/// squared error between the two is minimized.
/// </summary>
/// <remarks>
/// Adam with Keras' constants, 32 clips a step, 20 passes or as many more as make 3,000 steps, kernels Glorot-uniform, biases 0. The same
/// clips, code and random numbers give the same bits at any number of threads. Source of the idea: the paper, section 7; Hinton and
/// Salakhutdinov 2006.
/// </remarks>
public sealed unsafe class Autoencoder
{
    private const int FewestPasses = 20;
    private const int FewestSteps = 3_000;
    private const int BatchSize = 32;

    private readonly EncoderSpec _spec;
    private readonly Workers _workers;
    private readonly Pinned<float> _weights;                                // encoder, then decoder
    private readonly Pinned<float> _gradient;
    private readonly DenseLayer<float> _encoder;
    private readonly DenseLayer<float> _decoder;
    private readonly Pinned<float> _x;                                      // (batch, inputs)
    private readonly Pinned<float> _error;                                  // (batch, inputs): gradients of the decoder's outputs
    private readonly Pinned<float> _codeError;                              // (batch, units)
    private readonly Pinned<float> _unused;                                 // (batch, inputs): gradients of the clips

    private Autoencoder(EncoderSpec spec, int threads)
    {
        (_spec, _workers) = (spec.Checked(), new Workers(threads));
        _weights = new Pinned<float>((int)spec.ParameterCount + ((spec.Units + 1) * spec.Inputs));
        _gradient = new Pinned<float>(_weights.Length);
        _encoder = new DenseLayer<float>(Encoder.LayerOf(spec), spec.Inputs, _weights.Pointer);
        _decoder = new DenseLayer<float>(new DenseSpec(spec.Inputs), spec.Units, _weights.Pointer + spec.ParameterCount);
        (_x, _error, _unused) = (new(BatchSize * spec.Inputs), new(BatchSize * spec.Inputs), new(BatchSize * spec.Inputs));
        _codeError = new(BatchSize * spec.Units);
    }

    /// <summary>Fits an encoder to all clips of some songs.</summary>
    /// <param name="clips">The clips, standardized.</param>
    /// <param name="songs">The songs to fit on; of no other a number is read.</param>
    /// <param name="units">Length of the code.</param>
    /// <param name="rng">Draws initial weights and shuffles.</param>
    /// <param name="threads">Threads a large product may use.</param>
    /// <returns>The encoder, and of each pass the mean squared error a number, each batch before its step.</returns>
    /// <exception cref="ArgumentException">The songs have no clip, or a size is out of range.</exception>
    public static (Encoder Encoder, IReadOnlyList<double> Errors) Fit(
        ClipSet<float> clips, IEnumerable<int> songs, int units, Rng rng, int threads = 1)
    {
        var rows = songs.SelectMany(song => Enumerable.Range(0, clips[song].Length / clips.Inputs).Select(clip => (song, clip))).ToArray();
        if (rows.Length == 0)
            throw new ArgumentException("The songs have no clip to fit an encoder on.", nameof(songs));
        var fit = new Autoencoder(new EncoderSpec(clips.Inputs, units), threads);
        fit.Initialize(rng);
        var optimizer = new Optimizer<float>(OptimizerSpec.Default(OptimizerKind.Adam), fit._weights.Length);
        var errors = new double[Math.Max(FewestPasses, FewestSteps / ((rows.Length + BatchSize - 1) / BatchSize))];
        for (var pass = 0; pass < errors.Length; pass++)
        {
            rng.Shuffle(rows.AsSpan());
            foreach (var batch in rows.Chunk(BatchSize))
            {
                errors[pass] += fit.Learn(clips, batch) / ((double)rows.Length * clips.Inputs);
                optimizer.Step(fit._weights.Span, fit._gradient.Span, fit._workers);
            }
        }

        return (new Encoder(fit._spec, fit._weights.Span[..(int)fit._spec.ParameterCount]), errors);
    }

    /// <summary>Leaves the gradient of the batch's mean squared error; returns the sum of its squared errors.</summary>
    private double Learn(ClipSet<float> clips, (int Song, int Clip)[] batch)
    {
        for (var row = 0; row < batch.Length; row++)
            clips[batch[row].Song].Slice(batch[row].Clip * _spec.Inputs, _spec.Inputs).CopyTo(_x.Span[(row * _spec.Inputs)..]);
        _encoder.Forward(_x.Pointer, batch.Length, _workers);
        _decoder.Forward(_encoder.Output, batch.Length, _workers);
        var (sum, numbers) = (0.0, batch.Length * _spec.Inputs);
        for (var i = 0; i < numbers; i++)
        {
            var error = (double)_decoder.Output[i] - _x.Pointer[i];
            sum += error * error;
            _error.Pointer[i] = (float)(2 * error / numbers);
        }

        _decoder.Backward(_encoder.Output, _error.Pointer, _gradient.Pointer + _spec.ParameterCount, _codeError.Pointer, batch.Length,
            _workers);
        _encoder.Backward(_x.Pointer, _codeError.Pointer, _gradient.Pointer, _unused.Pointer, batch.Length, _workers);
        return sum;
    }

    private void Initialize(Rng rng)
    {
        var kernel = _spec.Inputs * _spec.Units;
        var limit = Math.Sqrt(6.0 / (_spec.Inputs + _spec.Units));
        Draw(_weights.Span[..kernel]);
        Draw(_weights.Span.Slice((int)_spec.ParameterCount, kernel));

        void Draw(Span<float> values)
        {
            foreach (ref var value in values)
                value = (float)(((2 * rng.NextDouble()) - 1) * limit);
        }
    }
}
