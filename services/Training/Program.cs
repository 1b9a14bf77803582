using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Listening;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Training;

return await ServiceProgram.RunAsync(
    args,
    builder =>
    {
        builder.AddServiceDefaults();
        builder.AddData();
        builder.AddTraining();
        builder.AddListening("Training", port: 5331, healthPort: 5332);
        builder.AddMessaging();
    },
    app =>
    {
        app.MapDefaultEndpoints();
        app.MapTraining();
    });
