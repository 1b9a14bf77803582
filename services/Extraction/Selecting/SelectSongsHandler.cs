using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.Extraction.Storing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Songs;

namespace PlayCount.Extraction.Selecting;

/// <summary>Selects, writes the selection into the experiment's blobs, and keeps the rows in the SQL store.</summary>
internal sealed class SelectSongsHandler(
    IBlobStore blobs, ISqlStores stores, IBus bus, ExtractionTelemetry telemetry, TimeProvider time) : IJobHandler<SelectSongs>
{
    public async Task<IWork> RunAsync(SelectSongs command, CancellationToken cancellationToken)
    {
        var progress = WorkReporter.Of<StageProgress>(bus, time, command, p => (p.Done, p.Total, "byte"));
        var mismatches = command.MismatchesPath is { } file ? MismatchFile.Read(file) : new HashSet<SongId>();
        var criteria = new SelectionCriteria(command.MaxPlays, command.TopUsers, command.MinUsers);
        var selection = StreamingSelector.Select(
            command.TripletsPath, criteria, mismatches, progress, telemetry.Rows("selection"), cancellationToken);
        SelectionFiles.Write(blobs.Below(command.ExperimentId), selection);
        var store = await TripletStore.OpenAsync(stores.Open("triplets", TripletStore.Migrations), cancellationToken);
        await store.LoadAsync(command.TripletsPath, progress, telemetry.Rows("store"), cancellationToken);
        return new SongsSelected
        {
            ExperimentId = command.ExperimentId,
            Round = command.Round,
            Work = command.Work,
            Users = selection.Users.Count,
            SharedSongs = selection.SharedSongs.Count,
        };
    }
}
