using PlayCount.Songs;

namespace PlayCount.Extraction.Reading;

internal delegate void TripletAction(in TripletRow row);

/// <summary>One reading of a triplet file from its first row to its last.</summary>
/// <param name="path">The file.</param>
/// <param name="progress">Told the bytes read, of all readings of this file.</param>
/// <param name="readings">How often the file is read in all.</param>
/// <param name="rows">Told how many rows were read since it was told last.</param>
internal sealed class TripletScan(string path, IProgress<StageProgress>? progress, int readings, IProgress<long>? rows)
{
    private const int RowsAReport = 1 << 15;

    /// <summary>Reads every row; <paramref name="reading"/> counts from 0.</summary>
    public void Run(int reading, TripletAction onRow, CancellationToken cancellationToken)
    {
        using var file = InputFile.Open(path);
        try
        {
            ReadRows(file, reading, onRow, cancellationToken);
        }
        catch (InvalidDataException)
        {
            file.RequireWhole(cancellationToken);
            throw;
        }

        cancellationToken.ThrowIfCancellationRequested();
        Report(file, reading, file.Bytes);
    }

    private void ReadRows(InputFile file, int reading, TripletAction onRow, CancellationToken cancellationToken)
    {
        var reader = new TripletReader(file.Text, path);
        var untold = 0;
        while (reader.TryRead(out var row))
        {
            onRow(in row);
            if (++untold == RowsAReport)
            {
                rows?.Report(untold);
                untold = 0;
                cancellationToken.ThrowIfCancellationRequested();
                Report(file, reading, file.BytesRead);
            }
        }

        rows?.Report(untold);
    }

    private void Report(InputFile file, int reading, long bytesRead) =>
        progress?.Report(new StageProgress(reading * file.Bytes + bytesRead, readings * file.Bytes));
}
