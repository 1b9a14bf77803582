using PlayCount.Audio;
using PlayCount.Inference.Serving;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.Songs;

namespace PlayCount.Inference.Estimating;

/// <summary>The clips' vectors that a run left beside its models.</summary>
internal static class StoredFeatures
{
    /// <returns>Shape (clips, inputs), every number finite.</returns>
    /// <exception cref="RefusedException">The song is not there, or what is stored of it is damaged.</exception>
    public static float[] Read(ServedModel model, SongId song)
    {
        var name = ClipFiles.Features(model.Card.FrontEnd.Name, song);
        try
        {
            using var stream = model.Run.OpenRead(name);
            var matrix = Npy.Read(stream);
            if (matrix.Columns != model.Card.Inputs)
                throw new InvalidDataException(
                    $"It has clips of {Counted.Of(matrix.Columns, "number")}; {model.Card.Inputs} are right.");
            var bad = matrix.Values.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            return bad < 0 ? matrix.Values : throw new InvalidDataException($"Its number {bad} is not finite.");
        }
        catch (FileNotFoundException e)
        {
            throw new RefusedException(
                Refusal.Unknown,
                    $"The song '{song}' has no clips beside the model '{model.ModelId}'. Give a song of its run, or send the audio.", e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new RefusedException(
                Refusal.Damaged, $"What is stored as '{name}' is damaged: {e.Message} Cut the song again, or send the audio.", e);
        }
    }
}
