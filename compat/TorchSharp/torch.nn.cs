using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Layers.</summary>
    public static class nn
    {
        /// <summary>An LSTM layer in one direction; its weights are 0.</summary>
        /// <exception cref="NotSupportedException">More layers, directions or dropout, or no bias.</exception>
        public static LSTM LSTM(
            long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0,
            bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
            (numLayers, bias, batchFirst, dropout, bidirectional) == (1, true, false, 0, false)
                ? new LSTM(inputSize, hiddenSize, device, dtype)
                : throw new NotSupportedException(
                    "This stand-in knows LSTMs of one layer in one direction with a bias, steps first, without dropout.");

        /// <summary>A layer with weights.</summary>
        public class Module : IDisposable
        {
            private readonly Parameter[] _parameters;

            private protected Module(params Parameter[] parameters) => _parameters = parameters;

            /// <summary>Its weights.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => _parameters;

            /// <summary>Frees its weights.</summary>
            public void Dispose()
            {
                Dispose(disposing: true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees its weights.</summary>
            protected virtual void Dispose(bool disposing)
            {
                foreach (var parameter in disposing ? _parameters : [])
                    parameter.Dispose();
            }
        }
    }
}
